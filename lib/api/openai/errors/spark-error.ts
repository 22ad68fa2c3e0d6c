import type { Failure, SparkErrorKind } from "../../../core/errors";
import type { OpenAiError } from "../error-schema";
import { NO_RETRY, RETRY_SOON, type OpenAiFailure } from "./wire-error";

type SparkRejected = Extract<Failure, { kind: "spark-rejected" }>;

type Row = {
  status: number;
  type: OpenAiError["type"];
  code: string;
  headers?: OpenAiFailure["headers"];
  param?: string;
  advice: string;
};

/** The HTTP and OpenAI error for each kind of Spark error. */
const ROWS: Readonly<Record<SparkErrorKind, Row>> = {
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
    advice: "This Spark app is answering as many questions as it may: try again in a second.",
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
  "too-long": {
    status: 400,
    type: "invalid_request_error",
    code: "context_length_exceeded",
    param: "messages",
    // Clients recognise this case only by these exact words; the model's limit follows (see
    // toTooLong).
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

/** Spark's own message is worth quoting, up to this length. */
const MAX_QUOTE_CHARACTERS = 200;

/**
 * Explains a Spark error code to the caller; the code and the session id are at the end of the
 * message.
 */
export function explainRejection(failure: SparkRejected): OpenAiFailure {
  const { reason, code, message, sid } = failure;
  const row = reason === "foreign-app" && failure.owner === "server" ? SERVERS_OWN : ROWS[reason];
  const { status, type, code: wireCode, headers = {} } = row;
  const cure = toCure(row, failure);
  const words = message
    .replaceAll(/\s+/g, " ")
    .trim()
    .slice(0, MAX_QUOTE_CHARACTERS)
    .toWellFormed();
  const quote = words && `Spark says: ${words}`;
  const mark = sid ? `(Spark ${code}, sid ${sid})` : `(Spark ${code})`;
  return {
    status,
    error: {
      message: [cure, quote, mark].filter(Boolean).join(" "),
      type,
      param: findField(row, failure),
      code: wireCode,
    },
    headers,
  };
}

/** The operator configured an APP_ID that does not belong to its API_KEY. */
const SERVERS_OWN: Row = {
  status: 502,
  type: "server_error",
  code: "upstream_auth",
  headers: NO_RETRY,
  advice:
    "Spark refused this gateway's own credential: its APP_ID does not belong to its API_KEY. Its " +
    "host must mend it.",
};

function toCure({ advice }: Row, failure: SparkRejected): string {
  const { reason, contextTokens, consoleName } = failure;
  if (reason === "too-long") {
    const rest = failure.param === undefined ? SHORTEN_CONVERSATION : "Shorten the text.";
    return `${toTooLong(advice, contextTokens)}. ${rest}`;
  }
  if (reason === "not-granted" && consoleName) {
    return `This Spark app may not use the service ${consoleName}: open it in iFlytek's console (console.xfyun.cn).`;
  }
  return advice;
}

/**
 * Adds the wording on which LiteLLM falls back, LangChain chooses its error class, and aider gives
 * advice.
 */
function toTooLong(words: string, contextTokens: number | undefined): string {
  const limit =
    contextTokens === undefined
      ? ""
      : `: this model's maximum context length is ${contextTokens} tokens`;
  return `${words}${limit}`;
}

const SHORTEN_CONVERSATION = 'Shorten the conversation, or send truncation "auto".';

/** Returns the field to blame, if the error is about the request. */
function findField({ status, param }: Row, failure: SparkRejected): string | null {
  if (status === 404) return "model";
  if (status === 400 && failure.param !== undefined) return failure.param;
  return param ?? findParam(failure.message);
}

/**
 * Extracts the field from Spark's message, which quotes a JSON path:
 * `'$.parameter.chat.temperature' value must …`.
 */
function findParam(message: string): string | null {
  const path = /'\$\.([\w.[\]]+)'/.exec(message)?.[1];
  if (!path) return null;
  if (path.startsWith("parameter.chat.")) return path.slice("parameter.chat.".length);
  return path.startsWith("payload.message") ? "messages" : null;
}
