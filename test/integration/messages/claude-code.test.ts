import { describe, expect, it } from "vitest";

import { SOURCES } from "../../simulator/sources";
import { startGateway } from "../setup/gateway";
import { readSent, SERVICES } from "../setup/services";
import { post } from "./anthropic";
import { REQUESTS } from "./claude-code";
import { sumUp } from "./grammar";
import { play } from "./play";

const PATH = "/v1/messages?beta=true";
const HEADERS = {
  "anthropic-beta": "claude-code-20250219,interleaved-thinking-2025-05-14,invented-2027-01-01",
  "x-app": "cli",
  "x-claude-code-session-id": "6b",
  "x-stainless-lang": "js",
};

describe.each(SERVICES)("requests of Claude Code over %s", (_, key) => {
  const send = async (body: object, model = "spark-x") => {
    await using gateway = await startGateway();
    const headers = { ...HEADERS, authorization: `Bearer ${key}` };
    const response = await post(gateway, { model, ...body }, { path: PATH, headers });
    const answer = await response.text();
    expect([response.status, answer.slice(0, 20)]).toEqual([200, "event: message_start"]);
    const { message, error } = sumUp(answer);
    expect(error).toBeUndefined();
    return { message, sent: JSON.stringify(await readSent(gateway)), response };
  };

  it.each<[what: keyof typeof REQUESTS, told: string | null]>([
    ["DEFAULT_SESSION", null],
    ["BARE_SESSION", null],
    ["TOOL_LOOP", null],
    ["PICTURE", "messages.3.content.0.content.0"],
    ["TOOL_SEARCH", null],
    ["TITLE", null],
    ["COMPACTION", null],
  ])("answers %s", async (what, told) => {
    const { message, response } = await send(REQUESTS[what]);
    expect(["end_turn", "tool_use"]).toContain(message.stop_reason);
    expect(message.content).not.toEqual([]);
    expect(response.headers.get("x-spark-ignored")).toBe(told);
    expect(response.headers.get("x-spark-adjusted")).toBeNull();
  });

  it("declares the callable tools to Spark without Claude Code's placeholder", async () => {
    const { sent } = await send(REQUESTS.DEFAULT_SESSION);
    expect(sent).toContain('"ToolSearch"');
    expect(sent).not.toContain("DeferredToolPlaceholder");
    expect(sent).not.toContain("billing-header");
    expect(sent).not.toContain("$schema");
    expect(sent).toContain("# Environment");
  });

  it("declares a deferred tool once tool search has found it", async () => {
    const { sent } = await send(REQUESTS.TOOL_SEARCH);
    expect(sent).toContain('"name":"Monitor"');
  });

  it("titles a session in JSON", async () => {
    const { message } = await send(REQUESTS.TITLE);
    const [block] = message.content;
    expect(JSON.parse(block?.type === "text" ? block.text : "")).toEqual({
      title: expect.any(String),
    });
  });

  it("runs a web search in a separate request", async () => {
    await using gateway = await startGateway();
    play(gateway, { texts: ["据查"], sources: SOURCES });
    const headers = { authorization: `Bearer ${key}` };
    const body = { model: "4.0Ultra", ...REQUESTS.WEB_SEARCH };
    const response = await post(gateway, body, { path: PATH, headers });
    const { message } = sumUp(await response.text());
    expect(message.content.map(({ type }) => type)).toEqual([
      "server_tool_use",
      "web_search_tool_result",
      "text",
    ]);
  });

  it("counts tokens without max_tokens", async () => {
    await using gateway = await startGateway();
    const { max_tokens: _max, stream: _stream, ...body } = REQUESTS.DEFAULT_SESSION;
    const headers = { authorization: `Bearer ${key}` };
    const path = "/v1/messages/count_tokens?beta=true";
    const counted = await post(gateway, { model: "spark-x", ...body }, { path, headers });
    expect(counted.status).toBe(200);
    const { input_tokens: tokens } = await counted.json();
    expect(tokens).toBeGreaterThan(8000);
    expect(gateway.simulator.connections).toHaveLength(0);
    const whole = await post(gateway, { model: "spark-x", ...body, max_tokens: 9 }, { headers });
    const { usage } = await whole.json();
    expect(tokens / usage.input_tokens).toBeGreaterThan(0.75);
    expect(tokens / usage.input_tokens).toBeLessThan(1.25);
  });
});
