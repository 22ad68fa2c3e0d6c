import { GatewayError } from "../../core/errors";
import { toWellFormedJson } from "../../core/well-formed";
import type { ApiRequest } from "./api-request";
import { type BodyTerms, feedBody } from "./feed-body";
import { createJsonBounds } from "./json-bounds";

/**
 * Reads the request's body as JSON. It is decoded and counted while it arrives, and lone surrogates
 * are replaced.
 * @throws GatewayError `request-too-large`, `unsupported-coding`, `request-timeout`, `caller-gone`
 * or `invalid-request`
 */
export async function readJson(request: ApiRequest, terms: BodyTerms): Promise<unknown> {
  const text = toWellFormedJson(decode(await readBytes(request, terms)));
  if (request.signal.aborted) throw new GatewayError({ kind: "caller-gone" });
  if (text.trim() === "") throw invalid("The request body is empty: send JSON.");
  try {
    return JSON.parse(text);
  } catch (error) {
    throw invalid(`The request body is not valid JSON${locate(error, text)}.`);
  }
}

/** An image is held in its body, as base64, and again as the bytes that this stands for. */
const HELD_PER_BYTE = 7 / 4;

async function readBytes(request: ApiRequest, given: BodyTerms): Promise<Uint8Array> {
  const { enter } = given;
  const terms = enter
    ? { ...given, enter: (bytes: number) => enter(bytes * HELD_PER_BYTE) }
    : given;
  const chunks: Uint8Array[] = [];
  const bounds = createJsonBounds();
  await feedBody(request, terms, (bytes) => {
    bounds.feed(bytes);
    chunks.push(bytes);
  });
  return Buffer.concat(chunks);
}

/** Created once, because creating it takes two thirds of the time of decoding a short body. */
const UTF_8 = new TextDecoder("utf-8", { fatal: true });

/** Windows consoles send GBK, and an error that names the encoding is more helpful. */
function decode(bytes: Uint8Array): string {
  try {
    return UTF_8.decode(bytes);
  } catch {
    throw invalid("The request body is not UTF-8: encode it as UTF-8.");
  }
}

/** Returns where the JSON is malformed, without quoting it. */
function locate(error: unknown, text: string): string {
  const position = /at position (\d+)/.exec(error instanceof Error ? error.message : "")?.[1];
  if (position === undefined) return "";
  let line = 1;
  let start = 0;
  for (let end = text.indexOf("\n"); end !== -1 && end < Number(position);) {
    line += 1;
    start = end + 1;
    end = text.indexOf("\n", start);
  }
  return `: look at line ${line}, column ${Number(position) - start + 1}`;
}

function invalid(message: string): GatewayError {
  return new GatewayError({ kind: "invalid-request", message, param: null });
}
