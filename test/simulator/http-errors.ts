import type { HttpStage } from "./http-stage";
import type { SparkError } from "./spark-request";

export const HTTP_UNVERIFIED = {
  message:
    "HMAC signature cannot be verified:enforced header 'host' not used for signature creation",
};

export const INVALID_USER = {
  error: { message: "invalid user", type: "api_error", param: null, code: null },
};

/** Of these only 10003 and 10005 were seen over HTTP; that the others are 400 too is a choice. */
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

/** In mid-stream: the status is long 200, so the chunk's own code tells. */
export function wordHttpError(error: SparkError, sid: string) {
  return { code: error.code, message: wordBriefly(error), sid };
}

/** The 112xx say their name and nothing else, not even which quota. */
function wordBriefly({ code, name, detail }: SparkError): string {
  if (name === undefined) return detail;
  return Math.floor(code / 100) === 112 ? name : `${name}:${detail}`;
}
