import { listErrors } from "./errors";
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

const ID: Part = {
  name: "id",
  in: "path",
  required: true,
  description: "The id of a response of one's own that the gateway keeps (RESPONSES_STORE).",
  schema: { type: "string" },
};

/** The document's description of OpenAI's Responses API. */
export const RESPONSES: Part = {
  post: {
    operationId: "createResponse",
    summary: "Answer a conversation · 回答对话",
    description:
      "Until Spark has said something a failure is an HTTP status; after that it is an `error` " +
      "event, then `response.failed`. A stream ends with the event that holds the whole response.",
    tags: ["responses"],
    requestBody: {
      required: true,
      content: {
        "application/json": {
          schema: refer("schemas/ResponseRequest"),
          examples: {
            text: { value: { model: "4.0Ultra", input: "你好", stream: true } },
            tool: {
              value: {
                model: "4.0Ultra",
                input: [{ role: "user", content: "合肥今天天气如何？" }],
                tools: [
                  {
                    type: "function",
                    name: "get_weather",
                    description: "The weather of a city",
                    parameters: { type: "object", properties: { city: { type: "string" } } },
                  },
                ],
              },
            },
          },
        },
      },
    },
    responses: {
      200: {
        description: "The response; with `stream`, as events.",
        headers: referHeaders(...TOLD),
        content: {
          "application/json": { schema: refer("schemas/Response") },
          "text/event-stream": { schema: refer("schemas/ResponseEvent") },
        },
      },
      ...listErrors(400, 401, 403, 404, 405, 408, 413, 415, 429, 500, 502, 503, 504),
    },
  },
};

export const KEPT_RESPONSE: Part = {
  parameters: [ID],
  get: {
    operationId: "retrieveResponse",
    summary: "Read a kept response · 读取已保存的回答",
    tags: ["responses"],
    responses: {
      200: toJson("As it was answered.", refer("schemas/Response")),
      ...listErrors(400, 401, 404, 405, 413, 500, 503),
    },
  },
  delete: {
    operationId: "deleteResponse",
    summary: "Delete a kept response · 删除已保存的回答",
    tags: ["responses"],
    responses: {
      200: toJson("It is gone.", {
        type: "object",
        required: ["id", "object", "deleted"],
        properties: {
          id: { type: "string" },
          object: { const: "response" },
          deleted: { const: true },
        },
      }),
      ...listErrors(401, 404, 405, 500, 503),
    },
  },
};

export const INPUT_ITEMS: Part = {
  parameters: [ID],
  get: {
    operationId: "listInputItems",
    summary: "List what a response was made from · 列出输入项",
    tags: ["responses"],
    parameters: [
      query("limit", "How many.", { type: "integer", minimum: 1, maximum: 100, default: 20 }),
      query("order", "Newest first, or oldest.", { enum: ["asc", "desc"], default: "desc" }),
      query("after", "The id of the item before the first one.", { type: "string" }),
    ],
    responses: {
      200: toJson("The items of the whole chain.", {
        type: "object",
        required: ["object", "data", "first_id", "last_id", "has_more"],
        properties: {
          object: { const: "list" },
          data: { type: "array", items: { type: "object" } },
          first_id: { type: ["string", "null"] },
          last_id: { type: ["string", "null"] },
          has_more: { type: "boolean" },
        },
      }),
      ...listErrors(400, 401, 404, 405, 413, 500, 503),
    },
  },
};

export const CANCEL: Part = {
  parameters: [ID],
  post: {
    operationId: "cancelResponse",
    summary: "Refused: nothing runs in the background · 不支持后台运行",
    tags: ["responses"],
    responses: listErrors(400, 401, 404, 405, 413, 500, 503),
  },
};

function toJson(description: string, schema: Part): Part {
  return {
    description,
    headers: referHeaders("x-request-id"),
    content: { "application/json": { schema } },
  };
}

function query(name: string, description: string, schema: Part): Part {
  return { name, in: "query", description, schema };
}
