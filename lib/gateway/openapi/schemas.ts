import { z } from "zod";

import { openAiError } from "../../api/openai/error-schema";
import * as answers from "../../api/chat-completions/response-schema";
import { EMPTY_VALUES } from "../../api/chat-completions/read-request";
import { message } from "../../api/chat-completions/message-schema";
import { chatRequest } from "../../api/chat-completions/request-schema";
import * as tools from "../../api/chat-completions/tool-schema";
import { UNSUPPORTED, UNSUPPORTED_TYPES } from "../../api/chat-completions/unsupported";
import { IGNORED_FIELDS } from "./fields";
import { type Parts, refer } from "./json";
import { toJsonSchemas } from "./json-schemas";
import { toMessageSchemas } from "./message-schemas";
import { toRefused, toRequestSchema } from "./request-schema";
import { toResponsesSchemas } from "./responses-schemas";

/** The operator's limits, as far as the document shows them. */
export type Limits = { maxN: number; modelIds: readonly string[] };

/** Lists every schema of the document by name, for requests and responses. */
export function toSchemas(limits: Limits): Parts {
  const { ChatCompletionRequest: request = {}, ...parts } = toJsonSchemas(REQUESTS, {
    io: "input",
    refused: UNSUPPORTED_TYPES,
  });
  return {
    ChatCompletionRequest: toRequestSchema(request, {
      special: {
        n: { maximum: limits.maxN },
        model: { examples: limits.modelIds },
        ...toRefused(UNSUPPORTED),
      },
      empty: EMPTY,
      ignored: IGNORED_FIELDS,
    }),
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

/** No-op values that some clients send. */
const EMPTY: Parts = Object.fromEntries(
  Object.entries(EMPTY_VALUES).map(([name, { schema }]) => [name, schema]),
);
