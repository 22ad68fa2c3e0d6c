import { describe, expect, it } from "vitest";

import { startGateway } from "../setup/gateway";
import { hideUid, postWith, readSent, SERVICES } from "../setup/services";

const WEATHER = {
  name: "get-weather",
  description: "Weather of a city",
  parameters: { type: "object", properties: { city: { type: "string" } }, required: ["city"] },
};
const CLOCK = { name: "clock" };
const tools = [WEATHER, CLOCK].map((declared) => ({ type: "function", function: declared }));
const named = { type: "function", function: { name: "clock" } };
const call = (id: string, name: string, given: string) => ({
  id,
  type: "function",
  function: { name, arguments: given },
});
const schema = { type: "object", properties: { name: { type: "string" } }, required: ["name"] };
const history = [
  { role: "system", content: "Be brief." },
  { role: "user", content: "天气和时间？" },
  {
    role: "assistant",
    content: null,
    tool_calls: [call("c1", "get-weather", '{"city":"合肥"}'), call("c2", "clock", "{}")],
  },
  { role: "tool", tool_call_id: "c1", content: "晴" },
  { role: "tool", tool_call_id: "c2", content: [{ type: "text", text: "12:00" }] },
];

/** One request for each feature beyond plain text; golden/ holds the requests that Spark gets. */
const REQUESTS: Record<string, object> = {
  text: { model: "4.0Ultra", temperature: 0.5, max_tokens: 100, top_k: 3 },
  tools: { tools },
  "tools-required": { tools, tool_choice: "required" },
  "tool-named": { tools, tool_choice: named },
  "tool-named-x1": { model: "spark-x", tools, tool_choice: named },
  "tool-history": { tools, messages: history },
  functions: { functions: [WEATHER], function_call: "auto" },
  "json-object": { response_format: { type: "json_object" } },
  "json-schema": { response_format: { type: "json_schema", json_schema: { name: "x", schema } } },
  search: { web_search_options: { search_context_size: "high" } },
  thinking: { model: "spark-x", thinking: { type: "disabled" }, top_p: 0.9, temperature: 1.5 },
};

describe.each(SERVICES)("request sent to Spark over %s", (_, key) => {
  const service = key.split(":").length === 3 ? "socket" : "http";

  it.each(Object.entries(REQUESTS))("matches the golden file for %s", async (name, fields) => {
    await using gateway = await startGateway();
    const messages = [{ role: "user", content: "你好" }];
    const response = await postWith(gateway, key)({ model: "generalv3.5", messages, ...fields });
    // Only the request matters here, not whether the simulated answer is valid.
    expect([200, 502]).toContain(response.status);
    const sent = await readSent(gateway, 0);
    const text = `${JSON.stringify(sent, hideUid, 2)}\n`;
    await expect(text).toMatchFileSnapshot(`golden/${name}.${service}.json`);
  });
});
