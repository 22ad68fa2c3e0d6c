import { describe, expect, it } from "vitest";

import { SERVICES } from "../setup/services";
import { ASK } from "./anthropic";
import { assistant, send, text, user } from "./send";

const [, [, http]] = SERVICES;

describe("Messages API: blocks", () => {
  it("joins texts, drops empty ones, and reads documents and search results as text", async () => {
    const { turns } = await send({
      ...ASK,
      messages: [
        user([
          text("看"),
          text(""),
          text("吧"),
          {
            type: "document",
            title: "题",
            context: "来由",
            source: { type: "text", media_type: "text/plain", data: "文" },
          },
          { type: "document", source: { type: "content", content: [text("段")] } },
          { type: "search_result", title: "果", source: "https://a.cn", content: [text("句")] },
          text("说"),
        ]),
      ],
    });
    expect(turns.at(-1)?.content).toBe("看吧\n\n题\n来由\n文\n\n段\n\n果\nhttps://a.cn\n句\n\n说");
  });

  it("drops reasoning and server tool blocks silently, and reports unknown blocks", async () => {
    const { turns, told } = await send({
      ...ASK,
      messages: [
        user("问"),
        assistant([
          { type: "thinking", thinking: "想", signature: "" },
          { type: "redacted_thinking", data: "x" },
          { type: "server_tool_use", id: "srvtoolu_1", name: "web_search", input: {} },
          { type: "web_search_tool_result", tool_use_id: "srvtoolu_1", content: [] },
          { type: "invented" },
          text("答"),
        ]),
        user("再问"),
      ],
    });
    expect(turns[1]).toEqual({ role: "assistant", content: "答" });
    expect(told.ignored).toBe("messages.1.content.4");
  });

  const history = [
    user("问"),
    assistant([text("看"), { type: "tool_use", id: "any id", name: "a-b", input: { x: 1 } }]),
    user([
      text("后"),
      {
        type: "tool_result",
        tool_use_id: "any id",
        is_error: true,
        content: [text("坏"), text("了")],
      },
    ]),
  ];

  it("writes calls and results as text on the WebSocket", async () => {
    const { turns } = await send({ ...ASK, messages: history });
    expect(turns.at(-1)?.content).toMatch(/^工具 a_b_\w{7} 的结果：\nError: 坏\n了\n\n后$/);
  });

  it("sends calls and results natively over HTTP, results first", async () => {
    const { turns } = await send({ ...ASK, messages: history }, http);
    expect(turns.slice(1)).toMatchObject([
      { role: "assistant", content: "看", tool_calls: [{ id: "any id" }] },
      { role: "tool", content: "Error: 坏\n了", tool_call_id: "any id" },
      { role: "user", content: "后" },
    ]);
  });

  it("accepts a result without content, and writes one without a call as text", async () => {
    const { turns } = await send(
      { ...ASK, messages: [user([{ type: "tool_result", tool_use_id: "t" }])] },
      http,
    );
    expect(turns).toEqual([{ role: "user", content: "工具 t 的结果：\n(empty)" }]);
    const failed = { type: "tool_result", tool_use_id: "t", is_error: true, content: [] };
    const { turns: told } = await send({ ...ASK, messages: [user([failed])] });
    expect(told).toEqual([{ role: "user", content: "工具 t 的结果：\nError: (empty)" }]);
  });
});
