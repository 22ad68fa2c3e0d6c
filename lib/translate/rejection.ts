import type { Failure } from "../errors";
import type { WireError } from "../openai/types";
import { classifyRefusal, type Refusal } from "../spark/codes";
import { NO_RETRY, RETRY_SOON, type WireFailure } from "./wire-failure";

type Row = {
  status: number;
  type: WireError["type"];
  code: string;
  headers: WireFailure["headers"];
  advice: string;
};

/** Contract §8: each kind of refusal by Spark, as HTTP and OpenAI's clients understand it. */
const ROWS: Readonly<Record<Refusal, Row>> = {
  "invalid-request": {
    ...row(400, "invalid_request_error", "invalid_value", {}),
    advice: "Spark did not accept the request: change what it names.",
  },
  "unknown-model": {
    ...row(404, "invalid_request_error", "model_not_found", {}),
    advice: "Spark does not serve this model here: choose another from /v1/models.",
  },
  concurrency: {
    ...row(429, "rate_limit_error", "concurrency_exceeded", RETRY_SOON),
    advice: "This Spark app is answering as many questions as it may: try again in a second.",
  },
  rate: {
    ...row(429, "rate_limit_error", "rate_limit_exceeded", RETRY_SOON),
    advice: "This Spark app's requests per second are used up: try again in a second.",
  },
  quota: {
    ...row(429, "insufficient_quota", "insufficient_quota", NO_RETRY),
    advice: "This Spark app's tokens for the model are used up: buy or claim more in its console.",
  },
  "not-granted": {
    ...row(403, "permission_error", "model_not_authorized", NO_RETRY),
    advice: "This Spark app may not use the model: open the service in Spark's console.",
  },
  blocked: {
    ...row(403, "permission_error", "account_blocked", NO_RETRY),
    advice: "Spark has blocked this app: ask iFlytek's support.",
  },
  "input-moderated": {
    ...row(400, "invalid_request_error", "content_filter", NO_RETRY),
    advice: "Spark's review did not pass the input: word it differently.",
  },
  "output-moderated": {
    ...row(400, "invalid_request_error", "content_filter", NO_RETRY),
    advice: "Spark's review did not pass its own answer: ask differently.",
  },
  suspicion: {
    ...row(400, "invalid_request_error", "content_filter", NO_RETRY),
    advice: "Spark's review suspects this conversation: word it differently.",
  },
  image: {
    ...row(400, "invalid_request_error", "invalid_image", {}),
    advice: "Spark does not take this picture: no side over 12800, 50×50 to 6000×6000 pixels in all.",
  },
  "too-long": {
    ...row(400, "invalid_request_error", "context_length_exceeded", {}),
    advice: 'The conversation is too long for the model: shorten it, or send truncation "auto".',
  },
  unavailable: {
    ...row(503, "server_error", "upstream_unavailable", RETRY_SOON),
    advice: "Spark is busy or has failed: try again.",
  },
};

/** Spark's own words are worth showing, but not at any length. */
const MAX_QUOTE_CHARACTERS = 200;

/** Spark's error code as the caller hears it; the code and the session id end the message. */
export function explainRejection(
  failure: Extract<Failure, { kind: "spark-rejected" }>,
): WireFailure {
  const { code, message, sid } = failure;
  const { status, type, code: wireCode, headers, advice } = ROWS[classifyRefusal(code, message)];
  const quote = message.replaceAll(/\s+/g, " ").trim().slice(0, MAX_QUOTE_CHARACTERS);
  const mark = sid ? `(Spark ${code}, sid ${sid})` : `(Spark ${code})`;
  return {
    status,
    error: {
      message: [advice, quote && `Spark says: ${quote}`, mark].filter(Boolean).join(" "),
      type,
      param: findParam(status, message),
      code: wireCode,
    },
    headers,
  };
}

function row(
  status: number,
  type: WireError["type"],
  code: string,
  headers: WireFailure["headers"],
): Omit<Row, "advice"> {
  return { status, type, code, headers };
}

/** Spark names the JSON path of what it refused: `'$.parameter.chat.temperature' value must …`. */
function findParam(status: number, message: string): string | null {
  if (status === 404) return "model";
  const path = /'\$\.([\w.[\]]+)'/.exec(message)?.[1];
  if (!path) return null;
  if (path.startsWith("parameter.chat.")) return path.slice("parameter.chat.".length);
  return path.startsWith("payload.message") ? "messages" : null;
}
