import { GatewayError } from "../../core/errors";
import { explainIssue } from "../common/explain-issue";
import { type Fields, leaveOut, requireFields } from "../common/read-fields";
import { toFieldPath } from "./field-path";
import {
  countRequest,
  KNOWN_FIELDS,
  messagesRequest,
  type MessagesRequest,
} from "./request-schema";
import { blankUnread } from "./unread-blocks";

export type ReadMessages = {
  request: MessagesRequest;
  /** Fields and blocks that the gateway does not know. */
  unknown: readonly string[];
};

/** Fields whose nested content comes from the caller and is checked to its full depth. */
const NESTED_FIELDS = ["messages", "tools", "output_config", "output_format"];

/**
 * Validates a parsed JSON body as a Messages request. Null counts as absent. Unknown fields pass,
 * because clients of this API add new ones every month.
 * @param isCounted true if the request only counts tokens: then `max_tokens` is optional
 * @throws GatewayError `invalid-request` or `unsupported`, with the field in `param`
 */
export function readMessagesRequest(body: unknown, isCounted = false): ReadMessages {
  const fields = requireFields(body, {
    required: isCounted ? "`model` and `messages`" : "`model`, `max_tokens` and `messages`",
    nested: NESTED_FIELDS,
  });
  const given = leaveOut(fields);
  refuseThread(given);
  const { messages, unread } = blankUnread(given["messages"]);
  const schema = isCounted ? countRequest : messagesRequest;
  const result = schema.safeParse("messages" in given ? { ...given, messages } : given);
  if (!result.success) throw explainIssue(result.error, { toName: toFieldPath });
  requireUserLast(result.data);
  const unknown = Object.keys(given).filter((name) => !KNOWN_FIELDS.has(name));
  return { request: result.data, unknown: [...unread, ...unknown] };
}

/**
 * Rejects a `thread`. The tool runners of Anthropic's clients send one and then only new messages.
 * Only this exact error makes them resend the whole conversation and stop using threads.
 */
function refuseThread({ thread }: Fields): void {
  if (thread === undefined) return;
  throw new GatewayError({
    kind: "unsupported",
    message: "This gateway keeps no conversation: send all of `messages`, without a `thread`.",
    param: "thread",
  });
}

/**
 * Requires a user message at the end. A system message may follow it, but a prefilled answer may
 * not.
 */
function requireUserLast({ messages }: MessagesRequest): void {
  const last = messages.findLast(({ role }) => role !== "system");
  if (last?.role !== "assistant") return;
  throw new GatewayError({
    kind: "invalid-request",
    message:
      "The conversation must end with a user message: Spark does not go on with an answer that " +
      "is begun for it (no prefill).",
    param: "messages",
  });
}
