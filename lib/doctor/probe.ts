import { type Failure, findFailure } from "../core/errors";
import type { Deps } from "../gateway/server/deps";

/** Spark answers an empty request at once and bills nothing for it. */
const NO_QUESTION = "{}";
/** After a successful handshake, silence is enough of an answer. */
const PATIENCE_MS = 2000;

/** Performs a handshake without a request. Returns why it was rejected, or null. */
export async function probe(url: URL, deps: Deps): Promise<Failure | null> {
  const { openWebSocket, now, settings } = deps;
  const frames = openWebSocket({
    url,
    toMessage: () => NO_QUESTION,
    signal: new AbortController().signal,
    timeouts: { ...settings.timeouts, firstFrameTimeoutMs: PATIENCE_MS },
    now,
    onLateFrame: () => {},
  });
  try {
    await frames.next();
    return null;
  } catch (error) {
    const failure = findFailure(error);
    if (!failure) throw error;
    return isOutside(failure) ? failure : null;
  } finally {
    await frames.return(undefined);
  }
}

/** Reports whether a failure happened before the handshake was complete. */
function isOutside(failure: Failure): boolean {
  if (failure.kind === "spark-silent") return failure.phase === "handshake";
  return failure.kind === "spark-handshake" || failure.kind === "spark-unreachable";
}
