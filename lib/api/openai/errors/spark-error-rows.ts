import type { SparkErrorKind } from "../../../core/errors";
import type { OpenAiError } from "../error-schema";
import { NO_RETRY, RETRY_SOON, type OpenAiFailure } from "./wire-error";

export type SparkErrorRow = {
  status: number;
  type: OpenAiError["type"];
  code: string;
  headers?: OpenAiFailure["headers"];
  param?: string;
  advice: string;
};

/** The HTTP and OpenAI error for each kind of Spark error. */
export const ROWS: Readonly<Record<SparkErrorKind, SparkErrorRow>> = {
  "invalid-request": {
    status: 400,
    type: "invalid_request_error",
    code: "invalid_value",
    advice: "Spark did not accept the request: change what it names.",
  },
  "unknown-model": {
    status: 404,
    type: "invalid_request_error",
    code: "model_not_found",
    advice: "Spark does not serve this model here: choose another from /v1/models.",
  },
  concurrency: {
    status: 429,
    type: "rate_limit_error",
    code: "concurrency_exceeded",
    headers: RETRY_SOON,
    advice: "This Spark app is at its concurrency limit: try again in a second.",
  },
  rate: {
    status: 429,
    type: "rate_limit_error",
    code: "rate_limit_exceeded",
    headers: RETRY_SOON,
    advice: "This Spark app's requests per second are used up: try again in a second.",
  },
  quota: {
    status: 429,
    type: "insufficient_quota",
    code: "insufficient_quota",
    headers: NO_RETRY,
    advice: "This Spark app's tokens for the model are used up: buy or claim more in its console.",
  },
  "not-granted": {
    status: 403,
    type: "permission_error",
    code: "model_not_authorized",
    headers: NO_RETRY,
    advice: "This Spark app may not use the model: open the service in Spark's console.",
  },
  "voice-not-granted": {
    status: 403,
    type: "permission_error",
    code: "model_not_authorized",
    headers: NO_RETRY,
    advice: "This Spark app may not use this voice: open it in iFlytek's console.",
  },
  "foreign-app": {
    status: 401,
    type: "authentication_error",
    code: "invalid_api_key",
    headers: NO_RETRY,
    advice: "Spark refused your credential: this APP_ID does not belong to the API_KEY.",
  },
  blocked: {
    status: 403,
    type: "permission_error",
    code: "account_blocked",
    headers: NO_RETRY,
    advice: "Spark has blocked this app: ask iFlytek's support.",
  },
  "input-moderated": {
    status: 400,
    type: "invalid_request_error",
    code: "content_filter",
    headers: NO_RETRY,
    advice: "Spark's review did not pass the input: word it differently.",
  },
  "output-moderated": {
    status: 400,
    type: "invalid_request_error",
    code: "content_filter",
    headers: NO_RETRY,
    advice: "Spark's review did not pass its own answer: ask differently.",
  },
  suspicion: {
    status: 400,
    type: "invalid_request_error",
    code: "content_filter",
    headers: NO_RETRY,
    advice: "Spark's review suspects this conversation: word it differently.",
  },
  image: {
    status: 400,
    type: "invalid_request_error",
    code: "invalid_image",
    advice:
      "Spark takes no side over 12800 pixels, and 50×50 to 6000×6000 in all: scale the image.",
  },
  audio: {
    status: 400,
    type: "invalid_request_error",
    code: "invalid_value",
    advice: "iFlytek could not decode the audio: send a WAV or MP3 file that plays.",
  },
  "session-timeout": {
    status: 504,
    type: "server_error",
    code: "upstream_timeout",
    advice: "iFlytek gave the session up, as it took too long: try again, or send less.",
  },
  "session-ended": {
    status: 502,
    type: "server_error",
    code: "upstream_closed",
    advice: "iFlytek ended the session before the end of the answer: try again.",
  },
  "gateway-fault": {
    status: 500,
    type: "server_error",
    code: "internal_error",
    advice: "iFlytek could not read what the gateway sent: report the x-request-id of this answer.",
  },
  "too-long": {
    status: 400,
    type: "invalid_request_error",
    code: "context_length_exceeded",
    param: "messages",
    // Clients recognise this case only by these exact words; the model's limit follows (see
    // toTooLong in spark-error.ts).
    advice: "Input tokens exceed the configured limit",
  },
  unavailable: {
    status: 503,
    type: "server_error",
    code: "upstream_unavailable",
    headers: RETRY_SOON,
    advice: "Spark is busy or has failed: try again.",
  },
};

/** The operator configured an APP_ID that does not belong to its API_KEY. */
export const SERVERS_OWN: SparkErrorRow = {
  status: 502,
  type: "server_error",
  code: "upstream_auth",
  headers: NO_RETRY,
  advice:
    "Spark refused this gateway's own credential: its APP_ID does not belong to its API_KEY. The " +
    "operator must fix it.",
};
