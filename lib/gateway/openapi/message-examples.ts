/** Example requests and responses; the linter checks them against their schemas. */
export const MESSAGE_REQUESTS = {
  text: {
    summary: "A question",
    value: {
      model: "4.0Ultra",
      max_tokens: 1024,
      messages: [{ role: "user", content: "你好" }],
    },
  },
  tools: {
    summary: "With a tool, streamed",
    value: {
      model: "4.0Ultra",
      max_tokens: 1024,
      stream: true,
      system: "Answer in one sentence.",
      messages: [{ role: "user", content: [{ type: "text", text: "合肥天气怎么样？" }] }],
      tools: [
        {
          name: "get_weather",
          description: "The weather in a city",
          input_schema: {
            type: "object",
            properties: { city: { type: "string" } },
            required: ["city"],
          },
        },
      ],
    },
  },
} as const;

export const MESSAGE_EXAMPLE = {
  id: "msg_6f7a",
  type: "message",
  role: "assistant",
  model: "4.0Ultra",
  content: [{ type: "text", text: "你好！有什么可以帮你的吗？" }],
  stop_reason: "end_turn",
  stop_sequence: null,
  stop_details: null,
  container: null,
  diagnostics: null,
  usage: {
    input_tokens: 1,
    output_tokens: 8,
    cache_creation_input_tokens: 0,
    cache_read_input_tokens: 0,
    output_tokens_details: null,
    server_tool_use: null,
    cache_creation: { ephemeral_5m_input_tokens: 0, ephemeral_1h_input_tokens: 0 },
    service_tier: "standard",
    inference_geo: null,
    speed: null,
  },
} as const;

export const EVENT_EXAMPLE = {
  type: "content_block_delta",
  index: 0,
  delta: { type: "text_delta", text: "你好" },
} as const;
