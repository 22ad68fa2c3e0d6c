import { isSkewed, MAX_SKEW_SECONDS } from "../../../core/clock-skew";
import type { Failure } from "../../../core/errors";
import {
  forbidden,
  NO_RETRY,
  RETRY_SOON,
  serverError,
  unauthenticated,
  type OpenAiFailure,
} from "./wire-error";

type Refused = Extract<Failure, { kind: "spark-handshake" }>;

/**
 * Explains the answer that came instead of 101 (general_url_authentication.html). The status
 * decides. Spark's wording differs between its documents and only helps to identify which of the
 * three values is wrong.
 */
export function explainHandshake(failure: Refused): OpenAiFailure {
  const { status, skewSeconds, owner = "caller" } = failure;
  const mark = `(Spark HTTP ${status})`;
  if (status === 401 || status === 403) {
    if (owner === "server") {
      const cause =
        status === 403 && isSkewed(skewSeconds)
          ? toSkew(skewSeconds)
          : `Spark refused this gateway's own credential: ${toSuspect(failure)}`;
      const message = `${cause} The operator must fix it. ${mark}`;
      return { ...serverError(502, "upstream_auth", message), headers: NO_RETRY };
    }
    if (status === 401) {
      return unauthenticated(`Spark refused your credential: ${toSuspect(failure)} ${mark}`);
    }
    if (isSkewed(skewSeconds)) return forbidden("clock_skew", `${toSkew(skewSeconds)} ${mark}`);
    return forbidden(
      "permission_denied",
      `Spark rejected this app: check its services and its IP allowlist in Spark's console. ${mark}`,
    );
  }
  if (status === 429) {
    return {
      status: 429,
      error: {
        message: `Spark accepts no more connections right now: try again in a second. ${mark}`,
        type: "rate_limit_error",
        param: null,
        code: "rate_limit_exceeded",
      },
      headers: RETRY_SOON,
    };
  }
  return serverError(
    502,
    "upstream_closed",
    `Spark did not open the connection: try again, or check the model's path. ${mark}`,
  );
}

function toSuspect({ service, reason }: Pick<Refused, "service" | "reason">): string {
  if (service === "http") {
    return "check the APIPassword (of X2-Flash it is APIKey:APISecret, of MaaS the APIKey).";
  }
  if (reason.includes("retrieve credential")) return "it does not know this API_KEY.";
  if (reason.includes("does not match")) {
    return "the API_SECRET does not belong to this API_KEY, or the two are swapped.";
  }
  return "check APP_ID, API_SECRET and API_KEY, and their order.";
}

function toSkew(seconds: number): string {
  return (
    `The gateway's clock is ${Math.abs(seconds)} seconds ${seconds > 0 ? "behind" : "ahead of"} ` +
    `Spark's and may be off by ${MAX_SKEW_SECONDS} at most: correct it.`
  );
}
