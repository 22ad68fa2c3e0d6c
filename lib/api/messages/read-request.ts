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
  /** Fields and blocks that are not known here. */
  unknown: readonly string[];
};

/** Those whose inside is the caller's own, and is followed to its end. */
const NESTED_FIELDS = ["messages", "tools", "output_config", "output_format"];

/**
 * A parsed JSON body as a request. Null means absent; unknown fields pass, since the clients of this
 * API learn new ones each month.
 * @param isCounted its tokens are counted and it is not answered: then no `max_tokens` is needed
 * @throws GatewayError `invalid-request` or `unsupported`, whose `param` names the field
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
 * The tool runners of Anthropic's clients send a `thread` and then nothing but what is new: only this
 * very refusal makes them send the whole conversation again, from then on without one.
 */
function refuseThread({ thread }: Fields): void {
  if (thread === undefined) return;
  throw new GatewayError({
    kind: "unsupported",
    message: "This gateway keeps no conversation: send all of `messages`, without a `thread`.",
    param: "thread",
  });
}

/** A system message may follow the question; an answer that is begun for the model may not. */
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
