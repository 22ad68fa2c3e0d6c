import { describe, expect, it } from "vitest";

import { message } from "@/lib/api/messages/response-schema";

import { SERVICES } from "../setup/services";
import { startGateway } from "../setup/gateway";
import { ASK, bearer, post } from "./anthropic";
import { sumUp } from "./grammar";

/** Ids are fresh each time. */
const withoutIds = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value).replaceAll(/"(msg|toolu|srvtoolu)_[0-9a-f]+"/g, '"$1"'));

const weather = {
  name: "get-weather",
  description: "Weather of a city",
  input_schema: { type: "object", properties: { city: { type: "string" } }, required: ["city"] },
};

describe.each(SERVICES)("POST /v1/messages over %s", (_, key) => {
  it.each<[what: string, fields: object]>([
    ["text", {}],
    ["a thought", { model: "spark-x", thinking: { type: "adaptive" } }],
    ["a thought without its text", { model: "spark-x", thinking: { type: "enabled", display: "omitted" } }],
    ["a call", { tools: [weather] }],
    ["sources", { tools: [{ type: "web_search_20250305", name: "web_search" }] }],
    ["a stop sequence", { stop_sequences: ["你"] }],
    ["JSON", { output_config: { format: { type: "json_schema", schema: { type: "object", properties: { a: { type: "string" } } } } } }],
  ])("answers with %s, the same whole and streamed", async (_what, fields) => {
    await using gateway = await startGateway();
    const whole = await post(gateway, { ...ASK, ...fields }, { headers: bearer(key) });
    expect(whole.status).toBe(200);
    const answer: unknown = await whole.json();
    expect(message.parse(answer)).toEqual(answer);
    const stream = await post(gateway, { ...ASK, ...fields, stream: true }, { headers: bearer(key) });
    const text = await stream.text();
    console.log(text);
    const sum = sumUp(text);
    expect(withoutIds(sum.message)).toEqual(withoutIds(answer));
  });
});
