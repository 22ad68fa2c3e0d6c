import { setImmediate } from "node:timers/promises";

import type { BusboyFileStream, BusboyInstance } from "@fastify/busboy";

import { GatewayError } from "../../core/errors";
import type { ApiRequest } from "./api-request";
import { type Blocks, createBlocks, gatherBlocks } from "./blocks";
import { type BodyTerms, feedBody } from "./feed-body";

/** A form with fields and at most one file. */
export type Form = {
  /** In the order of arrival; a name may occur several times. */
  fields: readonly (readonly [name: string, value: string])[];
  file: FormFile | null;
};

export type FormFile = { name: string; content: Blocks };

/** Far more than any form of this API has. A part costs far more than its bytes. */
const LIMITS = {
  parts: 200,
  fields: 199,
  files: 1,
  fieldSize: 256 * 1024,
  headerPairs: 16,
  headerSize: 16 * 1024,
};

/** The longest name of a field, because an error or a header may repeat it. */
const MAX_NAME = 100;

export type FormOptions = {
  terms: BodyTerms;
  /** The name of the part that is the file, whatever its headers claim. */
  fileField: string;
};

/**
 * Reads a `multipart/form-data` body into memory as it arrives, never to disk.
 * @throws GatewayError as {@link feedBody}; `invalid-request` for an incomplete or malformed form
 */
export async function readForm(
  request: ApiRequest,
  { terms, fileField }: FormOptions,
): Promise<Form> {
  const parser = await openParser(request.headers.get("content-type") ?? "", fileField);
  const form = collect(parser, fileField);
  const gather = gatherBlocks(form.write);
  await feedBody(request, terms, (bytes) => gather.take(bytes));
  if (request.signal.aborted) throw new GatewayError({ kind: "caller-gone" });
  await gather.end();
  return form.end();
}

async function openParser(contentType: string, fileField: string): Promise<BusboyInstance> {
  if (!/^multipart\/form-data\b/i.test(contentType)) {
    throw invalid(
      "The request body must be multipart/form-data, as `curl -F` and OpenAI's clients send it.",
    );
  }
  const { Busboy } = await import("@fastify/busboy");
  try {
    return new Busboy({
      headers: { "content-type": contentType },
      limits: LIMITS,
      isPartAFile: (name, _type, fileName) => name === fileField || fileName !== undefined,
    });
  } catch {
    throw invalid("The header content-type of a multipart/form-data body must name its boundary.");
  }
}

/** Collects what the parser finds. Only the first error is reported. */
function collect(parser: BusboyInstance, fileField: string) {
  const fields: [name: string, value: string][] = [];
  let failed: GatewayError | undefined;
  let file: { name: string; content: ReturnType<typeof createBlocks> } | undefined;
  const fail = (message: string, param: string | null = null): void => {
    failed ??= invalid(message, param);
  };
  parser.on("field", (name: unknown, value: string, ...[, isCut]: boolean[]) => {
    if (!isName(name)) fail(NAMELESS);
    else if (isCut) fail(`\`${name}\` is too long: 256 KB at most.`, name);
    else fields.push([name, value]);
  });
  parser.on("file", (name: unknown, stream: BusboyFileStream, fileName: unknown) => {
    if (!isName(name)) fail(NAMELESS);
    else if (name !== fileField) {
      fail(`\`${name}\` is a file: the only one that is taken is \`${fileField}\`.`, name);
    }
    const content = createBlocks();
    file = { name: typeof fileName === "string" ? fileName : "", content };
    // The parser reports this stream's error as well.
    stream.on("error", ignore).on("data", (bytes: Buffer) => {
      if (!failed) content.add(bytes);
    });
  });
  parser.on("filesLimit", () => fail(`Send one \`${fileField}\`, not several.`, fileField));
  const tooMany = (): void => fail(`The form has more than ${LIMITS.parts} parts: send fewer.`);
  parser.on("partsLimit", tooMany).on("fieldsLimit", tooMany);
  parser.on("error", () => fail(BROKEN));
  let goOn = ignore;
  parser.once("finish", () => goOn()).on("error", () => goOn());
  /**
   * Waits until the parser has processed a call; at the end of some malformed forms it never calls
   * back.
   */
  const wait = async (tell: (done: () => void) => void): Promise<void> => {
    const told = { isDone: false };
    goOn = () => void (told.isDone = true);
    tell(goOn);
    for (let turn = 0; !told.isDone && turn < MAX_TURNS; turn += 1) await setImmediate();
    if (!told.isDone) fail(BROKEN);
    if (failed) throw failed;
  };

  return {
    write: (bytes: Uint8Array): Promise<void> =>
      wait((done) => void parser.write(bytes, () => done())),
    async end(): Promise<Form> {
      await wait(() => void parser.end());
      return { fields, file: file ? { name: file.name, content: file.content.end() } : null };
    },
  };
}

/** The parser waits only for Node's own streams, which need one or two turns of the event loop. */
const MAX_TURNS = 50;

const BROKEN =
  "The request body is no whole multipart/form-data: send it with a client that sets content-type by itself.";
const NAMELESS = `Each part of the form needs a name of 1 to ${MAX_NAME} characters.`;

const isName = (name: unknown): name is string =>
  typeof name === "string" && name.length > 0 && name.length <= MAX_NAME;

const ignore = (): void => {};

function invalid(message: string, param: string | null = null): GatewayError {
  return new GatewayError({ kind: "invalid-request", message, param });
}
