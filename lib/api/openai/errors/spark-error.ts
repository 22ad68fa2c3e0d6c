import type { Failure } from "../../../core/errors";
import { ROWS, SERVERS_OWN, type SparkErrorRow } from "./spark-error-rows";
import type { OpenAiFailure } from "./wire-error";

type SparkRejected = Extract<Failure, { kind: "spark-rejected" }>;

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

function toCure({ advice }: SparkErrorRow, failure: SparkRejected): string {
  const { reason, contextTokens, consoleName, voice } = failure;
  if (reason === "too-long") {
    const rest = failure.param === undefined ? SHORTEN_CONVERSATION : "Shorten the text.";
    return `${toTooLong(advice, contextTokens)}. ${rest}`;
  }
  if (reason === "voice-not-granted" && consoleName && voice !== undefined) {
    return (
      `This Spark app may not use the voice \`${voice}\` of ${consoleName}: open the service and the ` +
      "voice in iFlytek's console (console.xfyun.cn), where each is granted separately; or choose " +
      "another `voice`."
    );
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
function findField({ status, param }: SparkErrorRow, failure: SparkRejected): string | null {
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
