import { type Duplex, pipeline, Readable } from "node:stream";
import * as zlib from "node:zlib";

import { GatewayError } from "../../core/errors";

type Parts = AsyncIterable<Uint8Array>;
/** @param head the first bytes of the body */
type CreateDecoder = (head: Uint8Array) => Duplex;

const DECODERS: Readonly<Record<string, CreateDecoder>> = {
  gzip: () => zlib.createGunzip(),
  "x-gzip": () => zlib.createGunzip(),
  // With a zlib header, as the standard requires, or without it, as some clients send it.
  deflate: (head) => (isZlib(head) ? zlib.createInflate() : zlib.createInflateRaw()),
  br: () => zlib.createBrotliDecompress(),
  ...findZstd(),
};

/** The content codings that this version of Node can decode. */
const KNOWN = Object.keys(DECODERS).filter((name) => name !== "x-gzip");

/** Node has Zstandard since 22.15. */
function findZstd(): Record<string, CreateDecoder> {
  const create: unknown = Reflect.get(zlib, "createZstdDecompress");
  if (typeof create !== "function") return {};
  return {
    zstd: () => {
      const decoder: unknown = create();
      if (isDuplex(decoder)) return decoder;
      throw new Error("zlib made no stream");
    },
  };
}

const isDuplex = (value: unknown): value is Duplex => value instanceof Readable && "write" in value;

/** The first two bytes of the zlib format (RFC 1950) name the method and are a multiple of 31. */
function isZlib([first = 0, second = 0]: Uint8Array): boolean {
  return (first & 0x0f) === 8 && ((first << 8) | second) % 31 === 0;
}

/** Lists the codings of a `content-encoding` header, in the order in which they were applied. */
function listCodings(header: string | null): string[] {
  const names = (header ?? "").split(",").map((name) => name.trim().toLowerCase());
  return names.filter((name) => name !== "" && name !== "identity");
}

/** No client applies more, and each costs CPU. */
const MAX_CODINGS = 3;

/**
 * Decodes a body as it arrives. The limit applies before each coding and after the last one,
 * because a body that decodes to little may be huge in between.
 * @throws GatewayError `unsupported-coding`; while reading, `request-too-large` or
 * `invalid-request`
 */
export function decodeBody(
  parts: Parts,
  contentEncoding: string | null,
  limitBytes: number,
): Parts {
  const codings = listCodings(contentEncoding);
  const unknown = codings.find((name) => !Object.hasOwn(DECODERS, name));
  if (unknown !== undefined || codings.length > MAX_CODINGS) {
    const coding = (unknown ?? codings.join(", ")).slice(0, 40);
    throw new GatewayError({ kind: "unsupported-coding", coding, known: KNOWN });
  }
  return codings
    .toReversed()
    .reduce<Parts>(
      (coded, coding) => limitSize(decodeOnce(coded, coding), limitBytes),
      limitSize(parts, limitBytes),
    );
}

async function* limitSize(parts: Parts, limitBytes: number): AsyncGenerator<Uint8Array> {
  let size = 0;
  for await (const part of parts) {
    size += part.length;
    if (size > limitBytes) throw new GatewayError({ kind: "request-too-large", limitBytes });
    yield part;
  }
}

async function* decodeOnce(parts: Parts, coding: string): AsyncGenerator<Uint8Array> {
  const iterator = parts[Symbol.asyncIterator]();
  const head = await readHead(iterator);
  const decoder = DECODERS[coding]?.(head);
  if (!decoder || head.length === 0) return;
  const source = Readable.from(resume(head, iterator));
  // Errors of the decoder and of the source both surface in the decoder, which is read below.
  pipeline(source, decoder, () => {});
  try {
    yield* decoder;
  } catch (error) {
    if (!isCodingError(error)) throw error;
    throw new GatewayError(
      {
        kind: "invalid-request",
        message: `The request body is no whole ${coding}, as its content-encoding says.`,
        param: null,
      },
      { cause: error },
    );
  } finally {
    decoder.destroy();
    // Not awaited: it may be in the middle of a read, and ends when the body is cancelled.
    void iterator.return?.();
  }
}

/** Reads enough bytes to tell the formats apart, or the whole body if it is shorter. */
async function readHead(parts: AsyncIterator<Uint8Array>): Promise<Uint8Array> {
  let head: Uint8Array = new Uint8Array();
  while (head.length < 2) {
    const { done, value } = await parts.next();
    if (done) break;
    head = head.length === 0 ? value : Buffer.concat([head, value]);
  }
  return head;
}

async function* resume(
  first: Uint8Array,
  rest: AsyncIterator<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  yield first;
  for (;;) {
    const { done, value } = await rest.next();
    if (done) return;
    yield value;
  }
}

/** Returns whether zlib, Brotli or Zstandard reported the error. */
function isCodingError(error: unknown): boolean {
  if (!(error instanceof Error) || error instanceof GatewayError) return false;
  return "code" in error && /^(?:Z_|ZSTD|ERR_)/.test(String(error.code));
}
