import { type Failure, findFailure, GatewayError } from "../../core/errors";
import { createIdleTimer } from "../../streams/idle-timer";
import type { ApiRequest, BodyReader, RequestBody } from "./api-request";
import { decodeBody } from "./content-coding";

/** A caller who sends nothing for this long has gone, or is an attacker. */
const IDLE_MS = 30_000;
/** If an answer is ready, a caller who pauses for this long may be waiting for it. */
const HEAR_OUT_IDLE_MS = 5_000;

/** The limit for the whole body: 32 MB at 2 Mbit/s. */
const WHOLE_MS = 120_000;

/** A shorter body is read at once: no text is longer. */
const LONG_BYTES = 1024 * 1024;

/** The conditions for reading a body. */
export type BodyTerms = {
  limitBytes: number;
  /** True if the limit is lower because the credential is unverified. */
  isUnproven?: boolean;
  /**
   * Waits before a long body is read, for the room that its declared length will take.
   * @throws GatewayError `caller-busy`
   */
  enter?: (bytes: number) => Promise<void>;
  /**
   * Counts this many more bytes in memory.
   * @throws GatewayError if the limit is exceeded
   */
  hold?: (bytes: number) => void;
  /** After this many bytes, reading waits until `open` has resolved. */
  gate?: { bytes: number; open: () => Promise<void> };
};

/**
 * Passes on the bytes of a body in any content coding as they arrive, with backpressure. The limit
 * applies to decoded bytes.
 * @throws GatewayError `request-too-large`, `unsupported-coding`, `request-timeout` or
 * `caller-gone`, and what `take` throws
 */
export async function feedBody(
  request: ApiRequest,
  terms: BodyTerms,
  take: (bytes: Uint8Array) => void | Promise<void>,
): Promise<void> {
  await enter(request, terms);
  if (!request.body) return;
  const { limitBytes, hold } = terms;
  const body = openBody(request.body);
  const pass = createGate(terms);
  const coding = request.headers.get("content-encoding");
  try {
    for await (const part of decodeBody(readParts(body), coding, limitBytes)) {
      hold?.(part.length);
      const taken = take(part);
      if (taken) await taken;
      await pass(part.length);
    }
  } catch (error) {
    if (findFailure(error)?.kind !== "request-timeout") {
      await hearOut(body, limitBytes).catch(() => {});
    }
    body.leave();
    throw toReadFailure(error, terms);
  } finally {
    body.stop();
  }
}

/** Checks the declared length, and waits for the turn of a long body. */
async function enter({ headers, body, signal }: ApiRequest, terms: BodyTerms): Promise<void> {
  const declared = Number(headers.get("content-length") ?? 0);
  if (declared > terms.limitBytes) throw tooLarge(terms);
  if (!body || declared < LONG_BYTES) return;
  try {
    await terms.enter?.(declared);
  } catch (error) {
    if (!signal.aborted) throw error;
    throw new GatewayError({ kind: "caller-gone" }, { cause: error });
  }
}

function toReadFailure(error: unknown, terms: BodyTerms): unknown {
  if (findFailure(error)?.kind === "request-too-large") return tooLarge(terms);
  if (error instanceof GatewayError) return error;
  return new GatewayError({ kind: "caller-gone" }, { cause: error });
}

const tooLarge = ({ limitBytes, isUnproven }: BodyTerms): GatewayError =>
  new GatewayError({ kind: "request-too-large", limitBytes, ...(isUnproven && { isUnproven }) });

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
 * Reads and discards as many bytes again. Some clients read no answer before they have sent
 * everything; without this they would only see a broken connection.
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

/** Opens a body that fails if nothing arrives for too long. */
function openBody(body: RequestBody) {
  const reader = body.getReader();
  let late: GatewayError | undefined;
  let isReading = false;
  const leave = (): void => void reader.cancel().catch(() => {});
  const lose = (failure: Extract<Failure, { kind: "request-timeout" }>): void => {
    late ??= new GatewayError(failure);
    leave();
  };
  const idleTimer = createIdleTimer(IDLE_MS, () => {
    // The timeout must not run while nothing is being read.
    if (!isReading) return idleTimer.note();
    lose({ kind: "request-timeout", afterMs: IDLE_MS });
  });
  const deadline = setTimeout(
    () => lose({ kind: "request-timeout", afterMs: WHOLE_MS, isWhole: true }),
    WHOLE_MS,
  );

  return {
    async read(): ReturnType<BodyReader["read"]> {
      idleTimer.note();
      isReading = true;
      const part = await reader.read();
      isReading = false;
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
