import { z } from "zod";

import { openAiError } from "../../api/openai/error-schema";
import * as answers from "../../api/chat-completions/response-schema";
import { EMPTY_VALUES } from "../../api/chat-completions/read-request";
import { MAX_FIELDS } from "../../api/common/read-fields";
import { message } from "../../api/chat-completions/message-schema";
import { chatRequest } from "../../api/chat-completions/request-schema";
import * as tools from "../../api/chat-completions/tool-schema";
import { UNSUPPORTED, UNSUPPORTED_TYPES } from "../../api/chat-completions/unsupported";
import { IGNORED_FIELDS } from "./fields";
import { isPart, orNull, type Part, type Parts, refer } from "./json";
import { toJsonSchemas } from "./json-schemas";
import { toMessageSchemas } from "./message-schemas";
import { toResponsesSchemas } from "./responses-schemas";

/** What the host decides, as far as the document shows it. */
export type Limits = { maxN: number; modelIds: readonly string[] };

/** Every schema of the document, by name: those that read requests, and those of the answers. */
export function toSchemas(limits: Limits): Parts {
  const { ChatCompletionRequest: request = {}, ...parts } = toJsonSchemas(REQUESTS, {
    io: "input",
    refused: UNSUPPORTED_TYPES,
  });
  return {
    ChatCompletionRequest: toRequest(request, limits),
    ...parts,
    ...toJsonSchemas(ANSWERS, { io: "output" }),
    ...toMessageSchemas(limits),
    ChatCompletionEvent: {
      description: "The `data` of one event. The last event of a whole stream is `[DONE]`.",
      oneOf: [refer("schemas/ChatCompletionChunk"), refer("schemas/Error")],
    },
    ...toResponsesSchemas(limits),
  };
}

const REQUESTS = {
  ChatCompletionRequest: chatRequest,
  Message: message,
  Tool: tools.tool,
  ToolChoice: tools.toolChoice,
  FunctionDefinition: tools.functionDefinition,
  ResponseFormat: tools.responseFormat,
};

const ANSWERS = {
  ChatCompletion: answers.completion,
  ChatCompletionChunk: answers.chunk,
  Usage: answers.usage,
  ToolCall: answers.toolCall,
  FunctionCall: answers.functionCall,
  Annotation: answers.annotation,
  Model: answers.modelObject,
  ModelList: z.object({ object: z.literal("list"), data: z.array(answers.modelObject) }),
  Error: z.object({ error: openAiError }),
  Health: z.object({ status: z.literal("ok") }),
};

function toRequest(schema: Part, { maxN, modelIds }: Limits): Part {
  const known = isPart(schema["properties"]) ? schema["properties"] : {};
  const required = Array.isArray(schema["required"]) ? schema["required"] : [];
  const refused = Object.fromEntries(UNSUPPORTED.map(({ param, takes }) => [param, takes]));
  const special: Parts = { n: { maximum: maxN }, model: { examples: modelIds } };
  const properties = Object.entries(known).map(([name, value]) => {
    const { description, ...described } = isPart(value) ? value : {};
    const own = { ...described, ...special[name], ...refused[name] };
    const field = required.includes(name) ? own : orNull(own, EMPTY_VALUES[name]?.schema);
    return [name, { ...field, description }];
  });
  const ignored = IGNORED_FIELDS.map((name) => [name, { description: "Accepted and ignored." }]);
  return {
    ...schema,
    description:
      "Null means absent for every optional field. Unknown fields are accepted, ignored, and named " +
      "in `x-spark-ignored`.",
    properties: Object.fromEntries([...properties, ...ignored]),
    maxProperties: MAX_FIELDS,
  };
}
