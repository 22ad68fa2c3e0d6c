import { MAX_FIELDS } from "../../api/common/read-fields";
import { message } from "../../api/messages/message-schema";
import { countRequest, messagesRequest, SILENT_FIELDS } from "../../api/messages/request-schema";
import * as answers from "../../api/messages/response-schema";
import { tool } from "../../api/messages/tool-schema";
import { isPart, orNull, type Part, type Parts } from "./json";
import { toJsonSchemas } from "./json-schemas";

const REQUESTS = {
  MessagesRequest: messagesRequest,
  CountTokensRequest: countRequest,
  InputMessage: message,
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

/** The schemas of Anthropic's API, by name. */
export function toMessageSchemas({ modelIds }: { modelIds: readonly string[] }): Parts {
  const {
    MessagesRequest = {},
    CountTokensRequest = {},
    ...parts
  } = toJsonSchemas(REQUESTS, "input");
  return {
    MessagesRequest: toRequest(MessagesRequest, modelIds),
    CountTokensRequest: toRequest(CountTokensRequest, modelIds),
    ...parts,
    ...toJsonSchemas(ANSWERS, "output"),
  };
}

/** As it is read: null means absent, and `thread` is there to be refused. */
function toRequest(schema: Part, modelIds: readonly string[]): Part {
  const known = isPart(schema["properties"]) ? schema["properties"] : {};
  const required = Array.isArray(schema["required"]) ? schema["required"] : [];
  const special: Parts = { model: { examples: modelIds }, thread: { type: "null" } };
  const properties = Object.entries(known).map(([name, value]) => {
    const { description, ...described } = isPart(value) ? value : {};
    const own = { ...described, ...special[name] };
    return [name, { ...(required.includes(name) ? own : orNull(own)), description }];
  });
  const silent = SILENT_FIELDS.map((name) => [name, { description: "Accepted and ignored." }]);
  return {
    ...schema,
    description:
      "Null means absent for every optional field. Unknown fields are accepted, ignored, and named " +
      "in `x-spark-ignored`.",
    properties: Object.fromEntries([...properties, ...silent]),
    maxProperties: MAX_FIELDS,
  };
}
