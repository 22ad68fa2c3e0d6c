import { listEitherErrors } from "./either-errors";
import { listErrors } from "./errors";
import { CHUNK_EXAMPLE, COMPLETION_EXAMPLE, REQUEST_EXAMPLES } from "./examples";
import { LIMIT_HEADERS, referHeaders } from "./headers";
import { type Part, refer } from "./json";

const TOLD = [
  "x-request-id",
  "x-spark-sid",
  "x-spark-adjusted",
  "x-spark-ignored",
  "x-spark-truncated",
  ...LIMIT_HEADERS,
];
const OPEN: readonly Part[] = [];

/** The document's description of each route; `toPaths` adds the preflights. */
export const CHAT_COMPLETIONS: Part = {
  post: {
    operationId: "createChatCompletion",
    summary: "Answer a conversation · 回答对话",
    description:
      "Until Spark has said something a failure is an HTTP status; after that it is an event " +
      "of the stream, which then ends without `[DONE]`. Whoever hangs up ends the answer.",
    tags: ["chat"],
    requestBody: {
      required: true,
      content: {
        "application/json": {
          schema: refer("schemas/ChatCompletionRequest"),
          examples: REQUEST_EXAMPLES,
        },
      },
    },
    responses: {
      200: {
        description: "The answer; with `stream`, as events whose data are chunks.",
        headers: referHeaders(...TOLD),
        content: {
          "application/json": {
            schema: refer("schemas/ChatCompletion"),
            example: COMPLETION_EXAMPLE,
          },
          "text/event-stream": {
            schema: refer("schemas/ChatCompletionEvent"),
            example: CHUNK_EXAMPLE,
          },
        },
      },
      ...listErrors(400, 401, 403, 404, 405, 408, 413, 415, 429, 500, 502, 503, 504),
    },
  },
};

/** Sent by Anthropic's clients, which get the list in the format of their API. */
const VERSION: Part = {
  name: "anthropic-version",
  in: "header",
  description: "Any value: the answer, errors too, then has the shape of Anthropic's API.",
  schema: { type: "string" },
};

const toQuery = (name: string, description: string, schema: Part): Part => ({
  name,
  in: "query",
  description: `For Anthropic's clients alone. ${description}`,
  schema,
});

export const MODEL_LIST: Part = {
  get: {
    parameters: [
      VERSION,
      toQuery("limit", "How many.", { type: "integer", minimum: 1, maximum: 1000, default: 20 }),
      toQuery("after_id", "Those that follow it.", { type: "string" }),
      toQuery("before_id", "Those that come before it.", { type: "string" }),
    ],
    operationId: "listModels",
    summary: "List the models · 列出模型",
    tags: ["models"],
    security: OPEN,
    responses: {
      200: toJson("Their ids.", "ModelList", "ModelPage"),
      ...listEitherErrors(400, 401, 405, 500, 503, 529),
    },
  },
};

export const MODEL: Part = {
  parameters: [
    {
      name: "id",
      in: "path",
      required: true,
      description: "An id or an alias, which may hold slashes; case does not matter.",
      schema: { type: "string" },
    },
  ],
  get: {
    operationId: "retrieveModel",
    summary: "Look up a model · 查询模型",
    tags: ["models"],
    security: OPEN,
    parameters: [VERSION],
    responses: {
      200: toJson("It exists.", "Model", "ModelInfo"),
      ...listEitherErrors(401, 404, 405, 500, 503, 529),
    },
  },
};

export const DESCRIPTION: Part = {
  get: {
    operationId: "describe",
    summary: "This document · 本文档",
    tags: ["host"],
    security: OPEN,
    responses: {
      200: {
        description: "OpenAPI 3.1.",
        headers: referHeaders("x-request-id"),
        content: { "application/json": { schema: { type: "object" } } },
      },
      ...listErrors(405, 500, 503),
    },
  },
};

export const HEALTH: Part = {
  get: {
    operationId: "checkHealth",
    summary: "Does the process answer? · 进程是否存活",
    description: "Whether Spark does is not asked.",
    tags: ["host"],
    security: OPEN,
    responses: {
      200: {
        description: "It does.",
        content: { "application/json": { schema: refer("schemas/Health") } },
      },
      405: { description: "The path was asked with a method that it does not take." },
    },
  },
};

export const METRICS: Part = {
  get: {
    operationId: "readMetrics",
    summary: "Numbers for Prometheus · 监控指标",
    tags: ["host"],
    security: [{ metricsToken: [] }],
    responses: {
      200: {
        description: "Prometheus' text format.",
        headers: referHeaders("x-request-id"),
        content: { "text/plain": { schema: { type: "string" } } },
      },
      ...listErrors(401, 404, 405, 500, 503),
    },
  },
};

export const PAGE: Part = {
  get: {
    operationId: "openPage",
    summary: "A page to talk with the models · 试用页面",
    tags: ["host"],
    security: OPEN,
    responses: {
      200: { description: "HTML.", content: { "text/html": { schema: { type: "string" } } } },
    },
  },
};

/** Describes a response in the format of either API. */
function toJson(description: string, ...schemas: readonly string[]): Part {
  return {
    description,
    headers: referHeaders("x-request-id", "request-id"),
    content: {
      "application/json": { schema: { oneOf: schemas.map((name) => refer(`schemas/${name}`)) } },
    },
  };
}
