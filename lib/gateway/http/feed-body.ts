import { findFailure, GatewayError } from "../../core/errors";
import { createIdleTimer } from "../../streams/idle-timer";
import type { ApiRequest, BodyReader, RequestBody } from "./api-request";
import { decodeBody } from "./content-coding";

/** A caller who sends nothing for so long has gone, or means ill. */
const IDLE_MS = 30_000;
/** One whose answer is ready and who pauses for so long may be waiting for it. */
const HEAR_OUT_IDLE_MS = 5_000;

/**
 * Hands on the bytes of a body in any coding as they arrive, no faster than they are taken; the limit
 * counts decoded bytes. @throws GatewayError `request-too-large`, `unsupported-coding`, `request-timeout`
 * or `caller-gone`, and what `take` throws
 */
export async function feedBody(
  request: ApiRequest,
  limitBytes: number,
  take: (bytes: Uint8Array) => void | Promise<void>,
): Promise<void> {
  const declared = Number(request.headers.get("content-length") ?? 0);
  if (declared > limitBytes) throw new GatewayError({ kind: "request-too-large", limitBytes });
  if (!request.body) return;
  const body = openBody(request.body);
  const coding = request.headers.get("content-encoding");
  try {
    for await (const part of decodeBody(readParts(body), coding, limitBytes)) {
      const taken = take(part);
      if (taken) await taken;
    }
  } catch (error) {
    if (findFailure(error)?.kind !== "request-timeout") {
      await hearOut(body, limitBytes).catch(() => {});
    }
    body.leave();
    if (error instanceof GatewayError) throw error;
    throw new GatewayError({ kind: "caller-gone" }, { cause: error });
  } finally {
    body.stop();
  }
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
  let isLate = false;
  let isReading = false;
  const leave = (): void => void reader.cancel().catch(() => {});
  const idleTimer = createIdleTimer(IDLE_MS, () => {
    // A caller who is not read cannot be late.
    if (!isReading) return idleTimer.note();
    isLate = true;
    leave();
  });

  return {
    async read(): ReturnType<BodyReader["read"]> {
      idleTimer.note();
      isReading = true;
      const part = await reader.read();
      isReading = false;
      if (isLate) throw new GatewayError({ kind: "request-timeout", afterMs: IDLE_MS });
      return part;
    },
    leave,
    stop: (): void => idleTimer.stop(),
  };
}
