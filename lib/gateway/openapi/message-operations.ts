import { listAnthropicErrors } from "./anthropic-errors";
import { LIMIT_HEADERS, referHeaders } from "./headers";
import { type Part, refer } from "./json";
import { EVENT_EXAMPLE, MESSAGE_EXAMPLE, MESSAGE_REQUESTS } from "./message-examples";

const TOLD = [
  "x-request-id",
  "request-id",
  "x-spark-sid",
  "x-spark-adjusted",
  "x-spark-ignored",
  "x-spark-truncated",
  ...LIMIT_HEADERS,
];

/** The document's description of the routes of Anthropic's API. */
export const MESSAGES: Part = {
  post: {
    operationId: "createMessage",
    summary: "Answer a conversation, in Anthropic's API · 以 Anthropic 的接口回答对话",
    description:
      "Until Spark has said something a failure is an HTTP status; after that it is an event of " +
      "the type `error`, and the stream ends. Whoever hangs up ends the answer.",
    tags: ["messages"],
    requestBody: toBody("MessagesRequest", MESSAGE_REQUESTS),
    responses: {
      200: {
        description: "The answer; with `stream`, as events with their type on a line of its own.",
        headers: referHeaders(...TOLD),
        content: {
          "application/json": { schema: refer("schemas/AnswerMessage"), example: MESSAGE_EXAMPLE },
          "text/event-stream": { schema: refer("schemas/MessageEvent"), example: EVENT_EXAMPLE },
        },
      },
      ...listAnthropicErrors(400, 401, 402, 403, 404, 405, 408, 413, 415, 429, 500, 502, 504, 529),
    },
  },
};

export const COUNT_TOKENS: Part = {
  post: {
    operationId: "countMessageTokens",
    summary: "Count the tokens of a request · 估算请求的 token 数",
    description:
      "An estimate of what Spark would be sent. Spark is not asked, and no limit counts it.",
    tags: ["messages"],
    requestBody: toBody("CountTokensRequest", {}),
    responses: {
      200: {
        description: "How many.",
        headers: referHeaders("x-request-id", "request-id"),
        content: { "application/json": { schema: refer("schemas/TokenCount") } },
      },
      ...listAnthropicErrors(400, 401, 403, 404, 405, 408, 413, 415, 500, 529),
    },
  },
};

function toBody(schema: string, examples: Part): Part {
  return {
    required: true,
    content: {
      "application/json": {
        schema: refer(`schemas/${schema}`),
        ...(Object.keys(examples).length > 0 && { examples }),
      },
    },
  };
}
