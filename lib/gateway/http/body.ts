import { type Failure, findFailure, GatewayError } from "../../core/errors";
import { createIdleTimer } from "../../streams/idle-timer";
import { toWellFormedJson } from "../../core/well-formed";
import type { ApiRequest, BodyReader, RequestBody } from "./api-request";
import { decodeBody } from "./content-coding";
import { createJsonBounds } from "./json-bounds";

/** A caller who sends nothing for so long has gone, or means ill. */
const IDLE_MS = 30_000;
/** One whose answer is ready and who pauses for so long may be waiting for it. */
const HEAR_OUT_IDLE_MS = 5_000;

/** The limit for the whole body: 32 MB at 2 Mbit/s. */
const WHOLE_MS = 120_000;

/** The terms for reading a body. */
export type BodyTerms = {
  limitBytes: number;
  /** True if the limit is lower because the credential is unverified. */
  isUnproven?: boolean;
  /**
   * Counts this many more bytes in memory.
   * @throws GatewayError if that is too much
   */
  hold?: (bytes: number) => void;
  /** After this many bytes, reading waits until `open` has resolved. */
  gate?: { bytes: number; open: () => Promise<void> };
};

/**
 * The request's body as JSON, decoded and counted while it arrives, without half a surrogate pair.
 * @throws GatewayError `request-too-large`, `unsupported-coding`, `request-timeout`, `caller-gone` or `invalid-request`
 */
export async function readJson(request: ApiRequest, terms: BodyTerms): Promise<unknown> {
  const declared = Number(request.headers.get("content-length") ?? 0);
  if (declared > terms.limitBytes) throw tooLarge(terms);
  const text = toWellFormedJson(decode(await readBytes(request, terms)));
  if (request.signal.aborted) throw new GatewayError({ kind: "caller-gone" });
  if (text.trim() === "") throw invalid("The request body is empty: send JSON.");
  try {
    return JSON.parse(text);
  } catch (error) {
    throw invalid(`The request body is not valid JSON${locate(error, text)}.`);
  }
}

const tooLarge = ({ limitBytes, isUnproven }: BodyTerms): GatewayError =>
  new GatewayError({ kind: "request-too-large", limitBytes, ...(isUnproven && { isUnproven }) });

/** @param request with a body in any coding; the limit counts decoded bytes */
async function readBytes(request: ApiRequest, terms: BodyTerms): Promise<Uint8Array> {
  if (!request.body) return new Uint8Array();
  const { limitBytes, hold } = terms;
  const body = openBody(request.body);
  const pass = createGate(terms);
  const chunks: Uint8Array[] = [];
  const bounds = createJsonBounds();
  const coding = request.headers.get("content-encoding");
  try {
    for await (const part of decodeBody(readParts(body), coding, limitBytes)) {
      bounds.feed(part);
      hold?.(part.length);
      chunks.push(part);
      await pass(part.length);
    }
    return Buffer.concat(chunks);
  } catch (error) {
    if (findFailure(error)?.kind !== "request-timeout") {
      await hearOut(body, limitBytes).catch(() => {});
    }
    body.leave();
    if (findFailure(error)?.kind === "request-too-large") throw tooLarge(terms);
    if (error instanceof GatewayError) throw error;
    throw new GatewayError({ kind: "caller-gone" }, { cause: error });
  } finally {
    body.stop();
  }
}

/** Returns a check that waits once, when the body passes the gate. */
function createGate({ gate }: BodyTerms): (bytes: number) => Promise<void> | undefined {
  let passed = 0;
  let isOpen = gate === undefined;
  return (bytes) => {
    passed += bytes;
    if (isOpen || !gate || passed <= gate.bytes) return undefined;
    isOpen = true;
    return gate.open();
  };
}

async function* readParts(body: Body): AsyncGenerator<Uint8Array> {
  for (;;) {
    const { done, value } = await body.read();
    if (done || !value) return;
    yield value;
  }
}

/**
 * Some clients read no answer before they have sent everything: as much again is heard out, unread,
 * or they would see nothing but a broken connection.
 */
async function hearOut(body: Body, patienceBytes: number): Promise<void> {
  const pause = createIdleTimer(HEAR_OUT_IDLE_MS, body.leave);
  try {
    for (let left = patienceBytes; left > 0;) {
      pause.note();
      const { done, value } = await body.read();
      if (done || !value) return;
      left -= value.length;
    }
  } finally {
    pause.stop();
  }
}

type Body = ReturnType<typeof openBody>;

/** One that is left when nothing more of it comes for too long. */
function openBody(body: RequestBody) {
  const reader = body.getReader();
  let late: GatewayError | undefined;
  const leave = (): void => void reader.cancel().catch(() => {});
  const lose = (failure: Extract<Failure, { kind: "request-timeout" }>): void => {
    late ??= new GatewayError(failure);
    leave();
  };
  const idleTimer = createIdleTimer(IDLE_MS, () =>
    lose({ kind: "request-timeout", afterMs: IDLE_MS }),
  );
  const deadline = setTimeout(
    () => lose({ kind: "request-timeout", afterMs: WHOLE_MS, isWhole: true }),
    WHOLE_MS,
  );

  return {
    async read(): ReturnType<BodyReader["read"]> {
      idleTimer.note();
      const part = await reader.read();
      if (late) throw late;
      return part;
    },
    leave,
    stop(): void {
      idleTimer.stop();
      clearTimeout(deadline);
    },
  };
}

/** Once for all: to make one takes two thirds of the time of decoding a short body with it. */
const UTF_8 = new TextDecoder("utf-8", { fatal: true });

/** Windows consoles send GBK: to say so is kinder than to answer about gibberish. */
function decode(bytes: Uint8Array): string {
  try {
    return UTF_8.decode(bytes);
  } catch {
    throw invalid("The request body is not UTF-8: encode it as UTF-8.");
  }
}

/** Where the JSON breaks, without quoting it. */
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
