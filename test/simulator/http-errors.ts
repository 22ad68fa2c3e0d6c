import type { HttpStage } from "./http-stage";
import type { SparkError } from "./spark-request";

export const HTTP_UNVERIFIED = {
  message:
    "HMAC signature cannot be verified:enforced header 'host' not used for signature creation",
};

export const INVALID_USER = {
  error: { message: "invalid user", type: "api_error", param: null, code: null },
};

/** Only 10003 and 10005 were observed over HTTP; using 400 for the others is our choice. */
const BAD_REQUEST: ReadonlySet<number> = new Set([
  10003, 10004, 10005, 10013, 10014, 10021, 10022, 10029, 10041, 10163, 10907,
]);

export function failHttp(error: SparkError, { sid, json }: HttpStage): void {
  const bad = BAD_REQUEST.has(error.code);
  json(bad ? 400 : 500, {
    error: {
      message: `${wordBriefly(error)} (sid: ${sid})`,
      type: bad ? "invalid_request_error" : "api_error",
      param: null,
      // A string here, a number in the chunks.
      code: String(error.code),
    },
  });
}

/** Writes an error mid-stream, where the status is already 200 and the chunk has its own code. */
export function wordHttpError(error: SparkError, sid: string) {
  return { code: error.code, message: wordBriefly(error), sid };
}

/** The 112xx codes contain only their name, not even which quota. */
function wordBriefly({ code, name, detail }: SparkError): string {
  if (name === undefined) return detail;
  return Math.floor(code / 100) === 112 ? name : `${name}:${detail}`;
}
