/** Example requests and responses; the linter checks them against their schemas. */
export const REQUEST_EXAMPLES = {
  text: {
    summary: "A question",
    value: { model: "generalv3.5", messages: [{ role: "user", content: "你好" }] },
  },
  stream: {
    summary: "Streamed, with its usage",
    value: {
      model: "4.0Ultra",
      stream: true,
      stream_options: { include_usage: true },
      messages: [
        { role: "system", content: "Answer in one sentence." },
        { role: "user", content: "Why is the sky blue?" },
      ],
    },
  },
  image: {
    summary: "About an image",
    value: {
      model: "vision",
      messages: [
        {
          role: "user",
          content: [
            { type: "text", text: "这张图里有什么？" },
            { type: "image_url", image_url: { url: "https://example.com/image.jpg" } },
          ],
        },
      ],
    },
  },
  tools: {
    summary: "With a function",
    value: {
      model: "4.0Ultra",
      messages: [{ role: "user", content: "合肥天气怎么样？" }],
      tools: [
        {
          type: "function",
          function: {
            name: "get_weather",
            description: "The weather in a city",
            parameters: {
              type: "object",
              properties: { city: { type: "string" } },
              required: ["city"],
            },
          },
        },
      ],
    },
  },
} as const;

const USAGE = { prompt_tokens: 1, completion_tokens: 8, total_tokens: 9, question_tokens: 1 };

const SHARED = { id: "chatcmpl-6f7a", created: 1_767_225_600, model: "generalv3.5" };

export const COMPLETION_EXAMPLE = {
  ...SHARED,
  object: "chat.completion",
  choices: [
    {
      index: 0,
      message: { role: "assistant", content: "你好！有什么可以帮你的吗？", refusal: null },
      logprobs: null,
      finish_reason: "stop",
    },
  ],
  usage: USAGE,
  version: "v3.5",
  domain: "generalv3.5",
};

export const CHUNK_EXAMPLE = {
  ...SHARED,
  object: "chat.completion.chunk",
  choices: [{ index: 0, delta: { content: "你好" }, logprobs: null, finish_reason: null }],
};
