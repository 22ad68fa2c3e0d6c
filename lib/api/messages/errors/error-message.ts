import type { Failure } from "../../../core/errors";
import type { OpenAiError } from "../../openai/error-schema";

/** Claude Code compacts its conversation or stops retrying only on these exact words. */
const TOO_LONG = "prompt is too long";
const BLOCKED = "Output blocked by content filtering policy";

/** Writes the message, with the field's path first, as Anthropic's API does. */
export function toErrorMessage(
  failure: Failure | undefined,
  { message, code, param }: OpenAiError,
): string {
  if (code === "content_filter") return `${BLOCKED}. ${message}`;
  if (code === "context_length_exceeded") return `${toTooLong(failure)}. ${message}`;
  if (failure?.kind === "model-not-found") {
    return `model: ${failure.model} does not exist. Known: ${failure.known.join(", ")}.`;
  }
  if (failure?.kind === "path-not-found") return toNoPath(failure.path);
  if (code === "model_not_found") return `model: ${toModel(failure)}${message}`;
  return param === null ? message : `${param}: ${withoutParam(message, param)}`;
}

/** Removes a field name that the message would otherwise repeat. */
function withoutParam(message: string, param: string): string {
  const named = `\`${param}\`: `;
  return message.startsWith(named) ? message.slice(named.length) : message;
}

/** Writes both numbers, which clients parse. The first is an estimate and always the larger one. */
function toTooLong(failure: Failure | undefined): string {
  const known = failure?.kind === "spark-rejected" ? failure : undefined;
  const limit = known?.contextTokens;
  if (limit === undefined) return TOO_LONG;
  const tokens = Math.max(known?.promptTokens ?? 0, limit + 1);
  return `${TOO_LONG}: ${tokens} tokens > ${limit} maximum`;
}

function toModel(failure: Failure | undefined): string {
  const model = failure?.kind === "spark-rejected" ? failure.model : undefined;
  return model === undefined ? "" : `${model}. `;
}

function toNoPath(path: string): string {
  return (
    `There is no ${path} here, but /v1/messages, /v1/messages/count_tokens and /v1/models: the base ` +
    "URL ends without /v1 in Anthropic's SDKs, LangChain and Claude Code, and with /v1, once, in " +
    "the AI SDK."
  );
}
