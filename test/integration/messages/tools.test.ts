import { describe, expect, it } from "vitest";

import { startGateway } from "../setup/gateway";
import { readSent } from "../setup/services";
import { ASK, post } from "./anthropic";
import { sumUp } from "./grammar";

const schema = { $schema: "https://json-schema.org/draft/2020-12/schema", type: "object" };
const read = { name: "Read", description: "Reads", input_schema: schema };
const write = { name: "Write", type: "custom", input_schema: schema, strict: true };
const grep = { name: "Grep", input_schema: schema, defer_loading: true };
const search = {
  type: "web_search_20260318",
  name: "web_search",
  max_uses: 3,
  allowed_domains: null,
  blocked_domains: ["a.cn"],
};

const system = (...content: unknown[]) => ({ role: "system", content });
const change = (type: string, tool: object) => ({ type, tool });
const reference = { type: "tool_reference", name: "Grep" };

/** Returns the names of the functions that Spark got. */
async function send(body: object) {
  await using gateway = await startGateway();
  const response = await post(gateway, { ...ASK, ...body });
  expect([response.status, response.status === 200 ? "" : await response.text()]).toEqual([
    200,
    "",
  ]);
  const { payload, parameter } = await readSent(gateway);
  const functions: { name: string; parameters: object }[] = payload.functions?.text ?? [];
  return {
    functions,
    names: functions.map(({ name }) => name),
    texts: JSON.stringify(payload.message.text),
    search: parameter.chat.tools?.[0]?.web_search.enable,
    ignored: response.headers.get("x-spark-ignored"),
  };
}

describe("Messages API: tools", () => {
  it("declares custom tools without the draft of their schema", async () => {
    const { functions } = await send({ tools: [read, write] });
    expect(functions).toEqual([
      {
        name: "Read",
        description: "Reads",
        parameters: { type: "object", properties: {}, required: [] },
      },
      expect.objectContaining({ name: "Write" }),
    ]);
  });

  it.each([
    [undefined, ["Read", "Write"], false],
    [{ type: "auto" }, ["Read", "Write"], false],
    [{ type: "any" }, ["Read", "Write"], true],
    [{ type: "tool", name: "Write" }, ["Write"], true],
    [{ type: "none" }, [], false],
  ])("maps the tool_choice %j", async (tool_choice, expected, isForced) => {
    const { names, texts } = await send({ tools: [read, write], tool_choice });
    expect(names).toEqual(expected);
    expect(texts.includes("你必须调用")).toBe(isForced);
  });

  it("accepts tools for a model without functions if none may be called", async () => {
    const { names } = await send({ model: "lite", tools: [read], tool_choice: { type: "none" } });
    expect(names).toEqual([]);
  });

  it("limits the answer to one call with disable_parallel_tool_use", async () => {
    await using gateway = await startGateway();
    const body = {
      ...ASK,
      tools: [read],
      tool_choice: { type: "auto", disable_parallel_tool_use: true },
    };
    const frame = (status: number) => ({
      header: { code: 0, message: "Success", sid: "cht1", status },
      payload: {
        choices: {
          status,
          text: [{ content: "", function_call: { name: "Read", arguments: "{}" } }],
        },
      },
    });
    for (const [fields, count] of [
      [body, 1],
      [{ ...body, tool_choice: { type: "auto" } }, 2],
    ] as const) {
      gateway.simulator.play(async (stage) => {
        await stage.send(JSON.stringify(frame(0)));
        await stage.send(JSON.stringify(frame(2)));
      });
      const { message } = sumUp(await (await post(gateway, { ...fields, stream: true })).text());
      expect(message.content.map(({ type }) => type)).toEqual(Array(count).fill("tool_use"));
      expect(new Set(message.content.map((block) => "id" in block && block.id)).size).toBe(count);
      expect(message.stop_reason).toBe("tool_use");
    }
  });
});

describe("Messages API: deferred tools", () => {
  const found = {
    role: "user",
    content: [
      {
        type: "tool_result",
        tool_use_id: "t1",
        content: [{ type: "tool_reference", tool_name: "Grep" }],
      },
    ],
  };
  const asked = [...ASK.messages, { role: "assistant", content: "找" }];

  it.each<[what: string, messages: object[], names: string[]]>([
    ["not before it is found", asked.slice(0, 1), ["Read"]],
    ["once a tool search has found it", [...asked, found], ["Read", "Grep"]],
    [
      "once the client adds it",
      [...ASK.messages, system(change("tool_addition", reference))],
      ["Read", "Grep"],
    ],
    [
      "not after the client has removed it",
      [...asked, found, system(change("tool_removal", reference))],
      ["Read"],
    ],
    [
      "again when it is added again",
      [
        ...asked,
        found,
        system(change("tool_removal", reference), change("tool_addition", reference)),
      ],
      ["Read", "Grep"],
    ],
    [
      "unlike one that the client has removed",
      [...asked, found, system(change("tool_removal", { ...reference, name: "Read" }))],
      ["Grep"],
    ],
  ])("declares a deferred tool %s", async (_, messages, names) => {
    expect((await send({ tools: [read, grep], messages })).names).toEqual(names);
  });

  it("declares a deferred tool that is forced, and one that a message defines", async () => {
    const forced = { tools: [grep], tool_choice: { type: "tool", name: "Grep" } };
    expect((await send(forced)).names).toEqual(["Grep"]);
    const definition = { type: "tool_definition", definition: write };
    const messages = [...ASK.messages, system(change("tool_addition", definition))];
    expect((await send({ tools: [read], messages })).names).toEqual(["Read", "Write"]);
  });

  it("sends the model the names of the tools that were found", async () => {
    expect((await send({ tools: [grep], messages: [...asked, found] })).texts).toContain("Grep");
  });
});

describe("Messages API: tools of Anthropic's servers", () => {
  it("enables Spark's web search and reports its fields without effect", async () => {
    const sent = await send({ tools: [search] });
    expect(sent).toMatchObject({ search: true, names: [] });
    expect(sent.ignored).toBe("tools.0.max_uses, tools.0.blocked_domains");
    const demanded = { type: "tool", name: "web_search" };
    expect((await send({ tools: [search], tool_choice: demanded })).search).toBe(true);
    expect((await send({ tools: [search], tool_choice: { type: "none" } })).search).toBe(false);
    const another = { tools: [search, read], tool_choice: { type: "tool", name: "Read" } };
    expect((await send(another)).search).toBe(false);
  });

  it("drops web search for a model without it, and every other server tool", async () => {
    const fetch = { type: "web_fetch_20250910", name: "web_fetch" };
    const toolset = { type: "mcp_toolset", mcp_server_name: "x" };
    const sent = await send({ model: "max-32k", tools: [read, search, fetch, toolset] });
    expect(sent.names).toEqual(["Read"]);
    expect(sent.ignored?.split(", ").toSorted()).toEqual([
      "tools.1",
      "tools.1.blocked_domains",
      "tools.1.max_uses",
      "tools.2",
      "tools.3",
    ]);
  });
});
