import { describe, expect, it } from "vitest";

import { callFunction } from "../../simulator/scripts";
import { startGateway } from "../setup/gateway";
import { readSent } from "../setup/services";
import { ASK, askStream, expectRefusal, readTold, readWhole, respond } from "./ask";
import { SEARCH, WEATHER } from "./tools";

describe("web_search", () => {
  it.each([
    "web_search",
    "web_search_2025_08_26",
    "web_search_preview",
    "web_search_preview_2025_03_11",
  ])("searches under the tool name %s, and returns the results if included", async (type) => {
    await using gateway = await startGateway();
    const body = { ...ASK, tools: [{ type, search_context_size: "high" }] };
    const { response } = await askStream(gateway, body);
    const [search, message] = response.output;
    expect(search).toEqual({
      type: "web_search_call",
      id: expect.stringMatching(/^ws_/),
      status: "completed",
      action: { type: "search" },
    });
    expect(message.content[0].annotations).toHaveLength(2);
    expect(JSON.stringify(await readSent(gateway))).toContain('"search_mode":"deep"');
    const include = ["web_search_call.action.sources", "no.such"];
    const shown = await askStream(gateway, { ...body, include: include.slice(0, 1) });
    expect(shown.response.output[0].action.sources).toHaveLength(2);
  });

  it("reports filters and location as ignored", async () => {
    await using gateway = await startGateway();
    const place = { type: "approximate", city: "合肥" };
    const more = { filters: { allowed_domains: ["a.example"] }, user_location: place };
    const response = await respond(gateway, { ...ASK, tools: [{ ...SEARCH, ...more }] });
    await readWhole(response);
    expect(readTold(response).ignored).toEqual(["tools[0].filters", "tools[0].user_location"]);
  });

  it("skips the search without web access and reports it", async () => {
    await using gateway = await startGateway();
    const tools = [{ ...SEARCH, external_web_access: false }];
    for (const model of ["4.0Ultra", "lite", "kjwx"]) {
      const response = await respond(gateway, { ...ASK, model, tools });
      const whole = await readWhole(response);
      expect(readTold(response).ignored).toEqual(["tools[0]"]);
      expect(whole.output.map(({ type }: { type: string }) => type)).toEqual(["message"]);
      expect(JSON.stringify(await readSent(gateway))).not.toContain('"enable":true');
    }
  });

  it("rejects a model that cannot search, and drops results that were not requested", async () => {
    await using gateway = await startGateway();
    const refused = { param: "tools", code: "unsupported_parameter" };
    await expectRefusal(gateway, { ...ASK, model: "lite", tools: [SEARCH] }, refused);
    gateway.simulator.play(async (stage) => {
      await stage.plugins([{ index: 1, url: "https://a.example", title: "a" }]);
      await stage.frame({ text: "好", status: 2 });
    });
    const whole = await readWhole(await respond(gateway, ASK));
    expect(whole.output).toMatchObject([{ type: "message", content: [{ annotations: [] }] }]);
  });

  it.each([
    ["none", false],
    ["auto", true],
    ["required", true],
    [{ type: "web_search_preview" }, true],
    [{ type: "function", name: WEATHER.name }, false],
    [
      { type: "allowed_tools", mode: "auto", tools: [{ type: "function", name: WEATHER.name }] },
      false,
    ],
    [{ type: "allowed_tools", mode: "auto", tools: [{ type: "web_search_preview" }] }, true],
  ])("searches under the tool choice %j: %s", async (tool_choice, isOn) => {
    await using gateway = await startGateway();
    gateway.simulator.play(callFunction({ name: WEATHER.name, arguments: "{}" }));
    await readWhole(await respond(gateway, { ...ASK, tools: [SEARCH, WEATHER], tool_choice }));
    expect(JSON.stringify(await readSent(gateway)).includes('"enable":true')).toBe(isOn);
  });

  it("returns only results that are web pages", async () => {
    await using gateway = await startGateway();
    gateway.simulator.play(async (stage) => {
      const urls = ["javascript:alert(1)", "", "https://a.example"];
      await stage.plugins(urls.map((url, at) => ({ index: at + 1, url, title: "" })));
      await stage.frame({ text: "好", status: 2 });
    });
    const { response } = await askStream(gateway, { ...ASK, tools: [SEARCH] });
    const annotation = { url: "https://a.example", title: expect.any(String) };
    expect(response.output[1].content[0].annotations).toMatchObject([annotation]);
  });
});
