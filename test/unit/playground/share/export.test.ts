import { describe, expect, it } from "vitest";

import { toJson, toJsonLines, toMarkdown } from "../../../../lib/playground/share/export";
import { ANSWER } from "../../../../lib/playground/i18n/answer";
import { toConversation, toVariant } from "./sample";

const words = ANSWER["zh-CN"];
const call = { id: "call_1", name: "get_weather", arguments: '{"city":"北京"}' };
const conversation = toConversation([
  {
    role: "user",
    id: "u1",
    text: "图里是什么？",
    images: [
      { id: "p1", kind: "url", url: "https://example.com/a b.png" },
      {
        id: "p2",
        kind: "file",
        url: "blob:http://localhost/1",
        blobKey: "secret-key",
        name: "me.png",
      },
      { id: "p3", kind: "url", url: "data:image/png;base64,AAAA" },
    ],
  },
  {
    role: "assistant",
    id: "a1",
    shown: 1,
    variants: [
      toVariant({ id: "v0", text: "旧的" }),
      toVariant({
        text: "```\n代码\n```",
        reasoning: "想```一想",
        toolCalls: [call],
        wireId: "wire-7",
      }),
    ],
  },
  { role: "tool", id: "t1", callId: "call_1", name: "get_weather", text: "晴" },
  {
    role: "assistant",
    id: "a2",
    shown: 0,
    variants: [
      toVariant({
        text: "是晴天。",
        citations: [{ url: "https://example.com/x", title: "天气[网]" }],
      }),
    ],
  },
  { role: "user", id: "u2", text: "谢谢", images: [] },
  { role: "assistant", id: "a3", shown: 0, variants: [toVariant({ state: "failed" })] },
]);

const messages = [
  { role: "system", content: "你是诗人" },
  {
    role: "user",
    content: [
      { type: "text", text: "图里是什么？" },
      { type: "image_url", image_url: { url: "https://example.com/a b.png" } },
      { type: "text", text: "[图片未导出]" },
      { type: "text", text: "[图片未导出]" },
    ],
  },
  {
    role: "assistant",
    content: "```\n代码\n```",
    tool_calls: [
      {
        id: "call_1",
        type: "function",
        function: { name: "get_weather", arguments: '{"city":"北京"}' },
      },
    ],
  },
  { role: "tool", tool_call_id: "call_1", content: "晴" },
  { role: "assistant", content: "是晴天。" },
  { role: "user", content: "谢谢" },
];

describe("conversation export", () => {
  it("exports the shown messages as JSON Lines in OpenAI's format", () => {
    const lines = toJsonLines(conversation, words).trimEnd().split("\n");
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual(messages);
  });

  it("exports JSON with the messages and every variant of the answers", () => {
    const value = JSON.parse(toJson(conversation, words)) as Record<string, unknown>;
    expect(value).toMatchObject({
      format: "spark-gateway-conversation",
      version: 1,
      title: "春天",
      createdAt: "1970-01-01T00:00:00.000Z",
      parameters: { temperature: 0.5 },
      messages,
      answers: [{ shown: 1, variants: [{ text: "旧的" }, { finishReason: "stop" }] }, {}, {}],
    });
  });

  it("exports Markdown that reads like the conversation", () => {
    expect(toMarkdown(conversation, words)).toBe(
      [
        "# 春天",
        "## 系统提示",
        "你是诗人",
        "## 用户",
        "![](<https://example.com/a%20b.png>)",
        "[图片未导出]",
        "[图片未导出]",
        "图里是什么？",
        "## 助手 (4.0Ultra)",
        "<details><summary>思考过程</summary>\n\n````\n想```一想\n````\n\n</details>",
        "```\n代码\n```",
        '**工具调用** `get_weather`\n\n```json\n{"city":"北京"}\n```',
        "## 工具: get_weather",
        "```\n晴\n```",
        "## 助手 (4.0Ultra)",
        "是晴天。",
        "**来源**",
        String.raw`- [天气\[网\]](<https://example.com/x>)`,
        "## 用户",
        "谢谢\n",
      ].join("\n\n"),
    );
  });

  it("exports no image data, blob URLs, storage keys or wire IDs", () => {
    for (const write of [toJson, toJsonLines, toMarkdown]) {
      expect(write(conversation, words)).not.toMatch(/blob:|secret-key|base64|wire-7/);
    }
  });
});
