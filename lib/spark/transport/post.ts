import type { IncomingMessage } from "node:http";

import { type Failure, GatewayError } from "../../core/errors";
import type { ConnectionTimeouts, Milestones } from "./connection";
import { explainHttpError, sendPost, whenConnected } from "./http-client";
import { readHttpRefused } from "./http-refused";

export type PostOptions = Milestones & {
  /** Signed, unless there is a bearer token. */
  url: URL;
  bearer: string | undefined;
  /** The JSON body. */
  message: string;
  /**
   * The maximum size of an answer, far more than any iFlytek service sends. A larger answer is
   * rejected.
   */
  maxBytes: number;
  /** Aborts the exchange at any time; the caller then gets its reason as the error. */
  signal: AbortSignal;
  timeouts: ConnectionTimeouts;
  now: () => Date;
};

/**
 * Sends one request and returns the text of its answer.
 * @throws GatewayError
 */
export type OpenPost = (options: PostOptions) => Promise<string>;

/** Implements {@link OpenPost} over a keep-alive connection. */
export const openPost: OpenPost = (options) =>
  new Promise((resolve, reject) => {
    const { signal, onGone } = options;
    if (!signal.aborted) return exchange(options, { resolve, reject });
    onGone?.();
    reject(signal.reason);
  });

/** Only the first call counts. */
type Settle = { resolve: (text: string) => void; reject: (reason: unknown) => void };

function exchange(options: PostOptions, { resolve, reject }: Settle): void {
  const { url, bearer, message, signal, timeouts, onSent, onGone } = options;
  const request = sendPost({ url, bearer, accept: "application/json", message });
  let isConnected = false;
  let isAnswered = false;
  const lose = (reason: Error): void => {
    reject(reason);
    // With an error, because a socket that is still connecting would otherwise be kept for the next
    // request.
    request.destroy(reason);
  };
  const deadline = createDeadline((phase) =>
    lose(new GatewayError({ kind: "spark-silent", phase })),
  );
  const onPart = (): void => deadline.set("next frame", timeouts.idleTimeoutMs);
  const hangUp = (): void => {
    reject(signal.reason);
    request.destroy(new Error("the caller has left"));
  };

  deadline.set("handshake", timeouts.connectTimeoutMs);
  signal.addEventListener("abort", hangUp, { once: true });
  whenConnected(request, () => {
    isConnected = true;
    deadline.set("first frame", timeouts.firstFrameTimeoutMs);
    onSent?.();
  });
  request.on("response", (answer) => {
    isAnswered = true;
    onPart();
    readAnswer(answer, { ...options, onPart }).then(resolve, lose);
  });
  // Never removed: destroying a request without an answer emits another error, and an unhandled one
  // is fatal.
  request.on("error", (error) => {
    reject(new GatewayError(explainHttpError(error, isConnected), { cause: error }));
  });
  request.on("close", () => {
    deadline.clear();
    signal.removeEventListener("abort", hangUp);
    // A truncated answer emits its own error.
    if (!isAnswered) reject(new GatewayError({ kind: "spark-closed", closeCode: 1006 }));
    onGone?.();
  });
}

type Reading = Pick<PostOptions, "bearer" | "maxBytes" | "now"> & { onPart: () => void };

async function readAnswer(answer: IncomingMessage, reading: Reading): Promise<string> {
  if (answer.statusCode === 200) return decode(await readWhole(answer, reading));
  const isSigned = reading.bearer === undefined;
  const refused = isSigned
    ? await readHttpRefused(answer, { service: "socket", now: reading.now() })
    : await readHttpRefused(answer);
  throw new GatewayError(refused);
}

type Phase = Extract<Failure, { kind: "spark-silent" }>["phase"];

/** Keeps a single timer, for the phase that is being waited for. */
function createDeadline(onLate: (phase: Phase) => void) {
  let timer: NodeJS.Timeout | undefined;
  const clear = (): void => clearTimeout(timer);
  return {
    clear,
    set(phase: Phase, milliseconds: number): void {
      clear();
      timer = setTimeout(onLate, milliseconds, phase);
    },
  };
}

/** Shared by all answers. Fatal, so that no character is replaced. */
const UTF_8 = new TextDecoder("utf-8", { fatal: true });

function decode(bytes: Uint8Array): string {
  try {
    return UTF_8.decode(bytes);
  } catch (error) {
    throw invalid("bytes that are not UTF-8", error);
  }
}

function readWhole(answer: IncomingMessage, { maxBytes, onPart }: Reading): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = [];
    let bytes = 0;
    answer.on("data", (part: Buffer) => {
      onPart();
      parts.push(part);
      bytes += part.length;
      if (bytes > maxBytes) reject(invalid(`a body above ${maxBytes} bytes`));
    });
    answer.on("error", (error) => {
      reject(new GatewayError(explainHttpError(error, true), { cause: error }));
    });
    answer.on("end", () => {
      const [only, ...others] = parts;
      resolve(only && others.length === 0 ? only : Buffer.concat(parts));
    });
  });
}

function invalid(detail: string, cause?: unknown): GatewayError {
  return new GatewayError({ kind: "spark-invalid", detail }, { cause });
}
