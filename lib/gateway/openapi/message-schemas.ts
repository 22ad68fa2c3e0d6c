import { message as inputMessage } from "../../api/messages/message-schema";
import { countRequest, messagesRequest, SILENT_FIELDS } from "../../api/messages/request-schema";
import * as answers from "../../api/messages/response-schema";
import { tool } from "../../api/messages/tool-schema";
import { READ_BLOCKS } from "../../api/messages/unread-blocks";
import { isPart, type Part, type Parts } from "./json";
import { toJsonSchemas } from "./json-schemas";
import { toRequestSchema } from "./request-schema";

const REQUESTS = {
  MessagesRequest: messagesRequest,
  CountTokensRequest: countRequest,
  InputMessage: inputMessage,
  MessagesTool: tool,
};

const ANSWERS = {
  AnswerMessage: answers.message,
  ContentBlock: answers.contentBlock,
  MessageEvent: answers.event,
  AnthropicError: answers.error,
  TokenCount: answers.tokenCount,
  ModelInfo: answers.modelInfo,
  ModelPage: answers.modelPage,
};

/** Lists the schemas of Anthropic's API by name. */
export function toMessageSchemas({ modelIds }: { modelIds: readonly string[] }): Parts {
  const {
    MessagesRequest = {},
    CountTokensRequest = {},
    InputMessage = {},
    ...parts
  } = toJsonSchemas(REQUESTS, { io: "input" });
  // `thread` is parsed only to be rejected.
  const special = { model: { examples: modelIds }, thread: { type: "null" } };
  const options = { special, ignored: SILENT_FIELDS };
  return {
    MessagesRequest: toRequestSchema(MessagesRequest, options),
    CountTokensRequest: toRequestSchema(CountTokensRequest, options),
    InputMessage: withUnread(InputMessage),
    ...parts,
    ...toJsonSchemas(ANSWERS, { io: "output" }),
  };
}

const listParts = (value: unknown): Part[] => (Array.isArray(value) ? value.filter(isPart) : []);

/** Allows blocks of any other type in answers and instructions, where they are not read. */
function withUnread(schema: Part): Part {
  return { ...schema, oneOf: listParts(schema["oneOf"]).map(withUnreadBlocks) };
}

function withUnreadBlocks(ofRole: Part): Part {
  const properties = isPart(ofRole["properties"]) ? ofRole["properties"] : {};
  const role = isPart(properties["role"]) ? String(properties["role"]["const"]) : "";
  const read = READ_BLOCKS[role];
  if (!read) return ofRole;
  const content = addItem(properties["content"], read);
  return { ...ofRole, properties: { ...properties, content } };
}

/** Adds the alternative to every list of blocks. */
function addItem(content: unknown, read: ReadonlySet<string>): unknown {
  if (!isPart(content)) return content;
  if (Array.isArray(content["anyOf"])) {
    return { ...content, anyOf: listParts(content["anyOf"]).map((one) => addItem(one, read)) };
  }
  if (content["type"] !== "array") return content;
  const unread = {
    description: "Dropped.",
    type: "object",
    properties: { type: { type: "string", not: { enum: [...read] } } },
    required: ["type"],
  };
  return { ...content, items: { anyOf: [content["items"], unread] } };
}
