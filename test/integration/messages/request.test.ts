import { describe, expect, it } from "vitest";

import { startGateway } from "../setup/gateway";
import { SERVICES } from "../setup/services";
import { ASK, post } from "./anthropic";
import { assistant, send, system, text, user } from "./send";

const [, [, http]] = SERVICES;

describe("Messages API: fields", () => {
  it("clamps max_tokens silently and reports other changes", async () => {
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

  it("omits a top_k of 0 and hashes the user", async () => {
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
  ])("lets spark-x reason only on request: %j", async (thinking, type) => {
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
  it("joins the blocks of system with blank lines, without Claude Code's billing line", async () => {
    const { turns } = await send({
      ...ASK,
      system: [text("x-anthropic-billing-header: cc_version=2"), text("一"), text("二")],
    });
    expect(turns[0]).toEqual({ role: "system", content: "一\n\n二" });
  });

  it("accepts system messages anywhere: as instructions at first, later within the user turn", async () => {
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

  it("keeps a tool result as the last message", async () => {
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

  it("uses instructions alone as the question", async () => {
    const { turns } = await send({ ...ASK, system: "零", messages: [system("一")] });
    expect(turns).toEqual([{ role: "user", content: "零\n\n一" }]);
  });
});
