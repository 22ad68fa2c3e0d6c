import type { Deps } from "../gateway/server/deps";
import type { Failure } from "../core/errors";
import { type Check, type Facts, toCheck } from "./check";
import type { Cause } from "./words/cause";
import { diagnose, diagnoseClock } from "./diagnose";
import { blameProxy } from "./diagnose-network";
import { probe } from "./probe";
import type { CheckConnection } from "./check-connection";
import { isLoopback } from "./spark-host";

/** The doctor's dependencies. */
export type CheckContext = {
  deps: Deps;
  reach: CheckConnection;
  /** True if the machine uses a proxy for outgoing connections. */
  hasProxy: boolean;
};

/** Checks the connection to one of Spark's hosts and, over the WebSocket, its clock. */
export async function checkHost(url: URL, context: CheckContext): Promise<Check> {
  const { deps, reach, hasProxy } = context;
  const subject = { subject: "host", app: null, target: url.origin } as const;
  const startedAt = deps.now().getTime();
  const lost = await reach(url, deps.settings.timeouts.connectTimeoutMs);
  const elapsedMs = deps.now().getTime() - startedAt;
  if (lost) return toCheck(subject, blameProxy(lost, hasProxy && !isLoopback(url)), { elapsedMs });
  if (!/^wss?:$/.test(url.protocol)) return toCheck(subject, null, { elapsedMs });

  // Without a signature, Spark only returns its time and a rejection.
  const failure = await probe(url, deps);
  const skewSeconds = failure?.kind === "spark-handshake" ? failure.skewSeconds : null;
  const cause = diagnoseClock(skewSeconds) ?? findFault(failure);
  return toCheck(subject, cause, { elapsedMs, skewSeconds, ...toStatus(failure) });
}

/** The statuses that Spark itself returns for a missing signature or path. */
const EXPECTED: ReadonlySet<number> = new Set([401, 403, 404]);

function findFault(failure: Failure | null): Cause | null {
  const isExpected = failure?.kind === "spark-handshake" && EXPECTED.has(failure.status);
  return isExpected ? null : ((failure && diagnose(failure)) ?? null);
}

function toStatus(failure: Failure | null): Facts {
  return failure?.kind === "spark-handshake" ? { httpStatus: failure.status } : {};
}
