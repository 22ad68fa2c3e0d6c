import { toAnthropicError } from "../../api/messages/errors/error";
import { toOpenAiError } from "../../api/openai/errors/error";
import type { Dialect } from "../http/endpoint";
import type { ApiRequest } from "../http/api-request";

const OPENAI: Dialect = { errors: toOpenAiError };
export const ANTHROPIC: Dialect = { errors: toAnthropicError, idHeader: "request-id" };

const MESSAGES = /^\/v1\/messages(?:\/|$)/;

/**
 * Chooses the API for a path that both APIs have, or neither. Anthropic's clients send a version
 * header.
 */
export function chooseDialect({ headers, url }: ApiRequest): Dialect {
  const isAnthropic = headers.has("anthropic-version") || MESSAGES.test(new URL(url).pathname);
  return isAnthropic ? ANTHROPIC : OPENAI;
}
