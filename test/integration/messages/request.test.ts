import { describe, expect, it } from "vitest";

import { startGateway } from "../setup/gateway";
import { readSent, SERVICES } from "../setup/services";
import { ASK, bearer, post } from "./anthropic";

const [[, socket], [, http]] = SERVICES;

type Turn = { role: string; content: string; tool_calls?: unknown; tool_call_id?: string };
type Sent = {
  told: { ignored: string | null; adjusted: string | null };
  turns: Turn[];
  body: Record<string, unknown>;
};

/** What Spark was told, and what the caller was. */
async function send(body: object, key: string = socket): Promise<Sent> {
  await using gateway = await startGateway();
  const response = await post(gateway, body, { headers: bearer(key) });
  expect([response.status, response.status === 200 ? "" : await response.text()]).toEqual([
    200,
    "",
  ]);
  const sent = await readSent(gateway);
  const get = (name: string) => response.headers.get(`x-spark-${name}`);
  return {
    told: { ignored: get("ignored"), adjusted: get("adjusted") },
    turns: sent.messages ?? sent.payload.message.text,
    body: sent.parameter?.chat ?? sent,
  };
}

const user = (content: unknown) => ({ role: "user", content });
const assistant = (content: unknown) => ({ role: "assistant", content });
const system = (content: unknown) => ({ role: "system", content });
const text = (said: string) => ({ type: "text", text: said });

describe("Messages API: fields", () => {
  it("clamps max_tokens without a word, and tells of the others", async () => {
    const { told, body } = await send({
      ...ASK,
      max_tokens: 128_000,
      temperature: 0,
      top_k: 40,
      top_p: 0.5,
      thinking: { type: "adaptive" },
      mcp_servers: [],
      container: "c",
      cache_control: { type: "ephemeral" },
      context_management: { edits: [] },
      safeguards: {},
      service_tier: "auto",
      output_config: { effort: "high" },
      invented_tomorrow: 1,
    });
    expect(body).toMatchObject({ max_tokens: 8192, temperature: 0.01, top_k: 6 });
    expect(told.adjusted).toBe("temperature=0.01, top_k=6");
    expect(told.ignored).toBe("thinking, top_p, mcp_servers, container, invented_tomorrow");
  });

  it("sends no top_k of 0, and hashes the user", async () => {
    const { body } = await send({ ...ASK, top_k: 0, metadata: { user_id: "{}" } }, http);
    expect(body).not.toHaveProperty("top_k");
    expect(body["user"]).toMatch(/^[\w-]{1,32}$/);
  });

  it.each([
    [undefined, "disabled"],
    [{ type: "disabled" }, "disabled"],
    [{ type: "enabled", budget_tokens: 1024 }, "enabled"],
    [{ type: "adaptive", display: "updates" }, "enabled"],
    [{ type: "between_tools" }, "enabled"],
  ])("asks spark-x to think only when asked to: %j", async (thinking, type) => {
    const { body, told } = await send({ ...ASK, model: "spark-x", thinking });
    expect(body["thinking"]).toEqual({ type });
    expect(told.ignored).toBeNull();
  });

  it.each([
    ["claude-sonnet-4-5-20250929", "4.0Ultra", undefined],
    ["CLAUDE-3-5-Haiku-latest", "lite", '{"claude-*haiku*":"lite","claude*":"spark-x"}'],
    ["claude-opus-5", "spark-x", '{"claude-*haiku*":"lite","claude*":"spark-x"}'],
    ["claude-opus-5", "max-32k", '{"claude*":"spark-x","claude-opus-5":"max-32k"}'],
  ])("answers %s with %s under MODEL_ALIASES %j", async (model, id, aliases = "") => {
    await using gateway = await startGateway({ settings: { MODEL_ALIASES: aliases } });
    const response = await post(gateway, { ...ASK, model });
    expect(await response.json()).toMatchObject({ model });
    const isExact = aliases.includes(`"${model}"`);
    expect(response.headers.get("x-spark-adjusted")).toBe(isExact ? null : `model=${id}`);
    expect(gateway.log.at(-1)).toMatchObject({ model: id });
    const chat = await gateway.post({ model, messages: ASK.messages });
    expect(chat.status).toBe(aliases === "" ? 404 : 200);
  });
});

describe("Messages API: instructions", () => {
  it("joins the blocks of system by a blank line, without Claude Code's attribution", async () => {
    const { turns } = await send({
      ...ASK,
      system: [text("x-anthropic-billing-header: cc_version=2"), text("一"), text("二")],
    });
    expect(turns[0]).toEqual({ role: "system", content: "一\n\n二" });
  });

  it("takes system messages anywhere: first as instructions, later within the user's turn", async () => {
    const { turns } = await send({
      ...ASK,
      system: "零",
      messages: [
        system("一"),
        user("问"),
        system([text("二"), { type: "invented" }]),
        assistant("答"),
        user("再问"),
        system("三"),
      ],
    });
    expect(turns).toEqual([
      { role: "system", content: "零\n\n一\n\n二" },
      { role: "user", content: "问" },
      { role: "assistant", content: "答" },
      { role: "user", content: "再问\n\n<system-reminder>\n三\n</system-reminder>" },
    ]);
  });

  it("lets the result of a call be the last thing that was said", async () => {
    const messages = [
      user("问"),
      assistant([{ type: "tool_use", id: "t", name: "Read", input: {} }]),
      user([{ type: "tool_result", tool_use_id: "t", content: "果" }]),
      system("提醒"),
    ];
    const { turns } = await send({ ...ASK, messages }, http);
    expect(turns.at(-1)).toMatchObject({
      role: "tool",
      content: "果\n\n<system-reminder>\n提醒\n</system-reminder>",
    });
  });

  it("takes instructions alone for the question", async () => {
    const { turns } = await send({ ...ASK, system: "零", messages: [system("一")] });
    expect(turns).toEqual([{ role: "user", content: "零\n\n一" }]);
  });
});

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

  it("drops thoughts and the work of Anthropic's servers silently, and tells of what it does not know", async () => {
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

  it("tells calls and results in words on the WebSocket", async () => {
    const { turns } = await send({ ...ASK, messages: history });
    expect(turns.at(-1)?.content).toMatch(/^工具 a_b_\w{7} 的结果：\nError: 坏\n了\n\n后$/);
  });

  it("sends calls and results as such over HTTP, results first", async () => {
    const { turns } = await send({ ...ASK, messages: history }, http);
    expect(turns.slice(1)).toMatchObject([
      { role: "assistant", content: "看", tool_calls: [{ id: "any id" }] },
      { role: "tool", content: "Error: 坏\n了", tool_call_id: "any id" },
      { role: "user", content: "后" },
    ]);
  });

  it("takes a result without content, and tells one without a call in words", async () => {
    const { turns } = await send(
      { ...ASK, messages: [user([{ type: "tool_result", tool_use_id: "t" }])] },
      http,
    );
    expect(turns).toEqual([{ role: "user", content: "工具 t 的结果：\n(empty)" }]);
  });
});
