import { setImmediate } from "node:timers/promises";

import type { BusboyFileStream, BusboyInstance } from "@fastify/busboy";

import { GatewayError } from "../../core/errors";
import type { ApiRequest } from "./api-request";
import { type Blocks, createBlocks, gatherBlocks } from "./blocks";
import { type BodyTerms, feedBody } from "./feed-body";

/** A form of fields and at most one file. */
export type Form = {
  /** In the order in which they came; a name may come again. */
  fields: readonly (readonly [name: string, value: string])[];
  file: FormFile | null;
};

export type FormFile = { name: string; content: Blocks };

/** Far more than any form of this API has; each part costs far more than its bytes. */
const LIMITS = {
  parts: 200,
  fields: 199,
  files: 1,
  fieldSize: 256 * 1024,
  headerPairs: 16,
  headerSize: 16 * 1024,
};

/** The longest name of a field, which an error or a header may repeat. */
const MAX_NAME = 100;

export type FormOptions = {
  terms: BodyTerms;
  /** The name of the part that is the file, whatever its headers say. */
  fileField: string;
};

/**
 * Reads a `multipart/form-data` body as it arrives, into memory and nowhere else.
 * @throws GatewayError as {@link feedBody}; `invalid-request` for what is no whole form
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

/** What the parser finds. It fails once, at the first thing that is wrong. */
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
    // Its failure is the parser's as well, which tells it.
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
  /** Waits for what the parser was told to do; at the end of some broken forms it says nothing. */
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

/** The parser waits for nothing but Node's own streams, which need a turn or two of the event loop. */
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
