import type { Failure, SparkErrorKind } from "../core/errors";
import { MAX_SKEW_SECONDS } from "../core/clock-skew";
import type { Cause } from "./words/cause";
import { diagnoseNetwork } from "./diagnose-network";

/** A clock that is off by this much is not synchronised and will drift further. */
const DRIFT_SECONDS = 60;

/** Returns the cause of a failure; undefined for failures that talking to Spark cannot produce. */
export function diagnose(failure: Failure): Cause | undefined {
  switch (failure.kind) {
    case "spark-handshake":
      return diagnoseHandshake(failure);
    case "spark-rejected":
      return diagnoseRejection(failure);
    case "spark-unreachable":
      return diagnoseNetwork(failure.detail);
    case "spark-closed":
      return "closed";
    case "spark-invalid":
      return "garbled";
    case "spark-silent":
      return failure.phase === "handshake" ? "no-handshake" : "silent";
    case "unsupported":
      return "socket-only";
    case "invalid-request":
    case "image-rejected":
    case "request-too-large":
    case "unsupported-coding":
    case "request-timeout":
    case "path-not-found":
    case "method-not-allowed":
    case "unauthenticated":
    case "model-not-found":
    case "model-not-served":
    case "not-kept":
    case "apps-cooling-down":
    case "queue-timeout":
    case "rate-limited":
    case "budget-spent":
    case "budget-held":
    case "caller-busy":
    case "overloaded":
    case "foreign-origin":
    case "model-not-given":
    case "invalid-output":
    case "shutting-down":
    case "caller-gone":
      return undefined;
  }
}

/** Returns the effect of this clock difference from Spark's. */
export function diagnoseClock(skewSeconds: number | null): Cause | null {
  const off = Math.abs(skewSeconds ?? 0);
  if (off > MAX_SKEW_SECONDS) return "clock-skew";
  return off > DRIFT_SECONDS ? "clock-drift" : null;
}

type Refused = Extract<Failure, { kind: "spark-handshake" }>;

/**
 * Diagnoses a rejected handshake by the statuses and texts in iFlytek's documentation (listed in
 * spark/README.md).
 */
function diagnoseHandshake({ status, service, reason, skewSeconds }: Refused): Cause {
  if (status === 401) return service === "http" ? "wrong-password" : diagnoseSignature(reason);
  if (status === 403) {
    return diagnoseClock(skewSeconds) === "clock-skew" ? "clock-skew" : "not-let-in";
  }
  if (status === 404) return "wrong-path";
  if (status === 429) return "crowded";
  return status >= 500 ? "spark-down" : "not-spark";
}

function diagnoseSignature(reason: string): Cause {
  if (reason.includes("retrieve credential")) return "wrong-key";
  return reason.includes("does not match") ? "wrong-secret" : "refused-credential";
}

const DAILY_LIMIT = 11_201;

const REJECTED: Readonly<Record<SparkErrorKind, Cause>> = {
  "invalid-request": "refused-request",
  "unknown-model": "unknown-model",
  concurrency: "concurrency",
  rate: "rate",
  quota: "quota",
  "not-granted": "not-granted",
  "voice-not-granted": "not-granted",
  "foreign-app": "wrong-app-id",
  blocked: "blocked",
  "input-moderated": "moderated",
  "output-moderated": "moderated",
  suspicion: "moderated",
  image: "refused-request",
  audio: "refused-request",
  "session-timeout": "silent",
  "session-ended": "closed",
  "gateway-fault": "refused-request",
  "too-long": "refused-request",
  unavailable: "busy",
};

function diagnoseRejection({
  code,
  reason,
  message,
}: Extract<Failure, { kind: "spark-rejected" }>): Cause {
  if (code === DAILY_LIMIT) return "daily-quota";
  const cause = REJECTED[reason];
  // A signature does not cover the APP_ID, so a wrong one only shows up here.
  return cause === "refused-request" && /app_?id/i.test(message) ? "wrong-app-id" : cause;
}
