import { describe, expect, it } from "vitest";

import { toMessagesBody } from "@/lib/playground/snippets/messages-body";

import { GREEN } from "../image/images";
import { startGateway } from "../setup/gateway";
import { hideUid, readSent } from "../setup/services";
import { post } from "./anthropic";

const user = (content: unknown) => ({ role: "user", content });
const CLOCK = {
  type: "function",
  function: {
    name: "clock",
    description: "Time",
    parameters: { type: "object", properties: { zone: { type: "number" } }, required: [] },
  },
};
const schema = { type: "object", properties: { a: { type: "string" } } };
const png = `data:image/jpeg;base64,${GREEN.toString("base64")}`;

describe("the playground's request in Anthropic's API", () => {
  it.each<[what: string, body: { model: string; messages: unknown[] } & Record<string, unknown>]>([
    ["text", { model: "lite", messages: [user("你好")], max_tokens: 9, stream: true }],
    [
      "instructions and numbers",
      {
        model: "generalv3.5",
        messages: [{ role: "system", content: "简短" }, user("你好")],
        temperature: 0.4,
        top_k: 3,
        max_tokens: 9,
        truncation: "auto",
      },
    ],
    [
      "tools, calls and results",
      {
        model: "4.0Ultra",
        messages: [
          user("几点"),
          {
            role: "assistant",
            content: null,
            tool_calls: [
              {
                id: "call_1",
                type: "function",
                function: { name: "clock", arguments: '{"zone":8}' },
              },
            ],
          },
          { role: "tool", tool_call_id: "call_1", content: "八点" },
        ],
        tools: [CLOCK],
        tool_choice: { type: "function", function: { name: "clock" } },
        max_tokens: 9,
      },
    ],
    [
      "a picture",
      {
        model: "vision",
        messages: [
          user([
            { type: "text", text: "图" },
            { type: "image_url", image_url: { url: png } },
          ]),
        ],
        max_tokens: 9,
      },
    ],
    [
      "a search",
      { model: "4.0Ultra", messages: [user("查")], web_search_options: {}, max_tokens: 9 },
    ],
    [
      "a thought",
      { model: "spark-x", messages: [user("想")], reasoning_effort: "high", max_tokens: 9 },
    ],
    [
      "JSON",
      {
        model: "4.0Ultra",
        messages: [user("给")],
        response_format: { type: "json_schema", json_schema: { name: "answer", schema } },
        max_tokens: 9,
      },
    ],
  ])("sends Spark the same request: %s", async (_, body) => {
    await using gateway = await startGateway();
    const toText = async () => JSON.stringify(await readSent(gateway), hideUid);
    await (await gateway.post(body)).text();
    const chat = await toText();
    const { body: asked, omitted } = toMessagesBody(body);
    expect(omitted).toEqual([]);
    const response = await post(gateway, asked);
    expect([response.status, response.status === 200 || (await response.text())]).toEqual([
      200,
      true,
    ]);
    await response.text().catch(() => "");
    expect(await toText()).toBe(chat);
  });

  it("lists fields without an equivalent and adds the required max_tokens", () => {
    const { body, omitted } = toMessagesBody({
      model: "lite",
      messages: [user("x")],
      temperature: 1.8,
      stop: "a",
      n: 2,
      presence_penalty: 1,
      response_format: { type: "json_object" },
    });
    expect(omitted).toEqual(["n", "presence_penalty", "response_format"]);
    expect(body).toEqual({
      model: "lite",
      max_tokens: 4096,
      messages: [user("x")],
      temperature: 1,
      stop_sequences: ["a"],
    });
  });
});
