import { describe, expect, it } from "vitest";

import { perform } from "../../simulator/scripts";
import { startGateway } from "../setup/gateway";
import { readSent } from "../setup/services";
import { ASK, askStream, expectRefusal, readTold, readWhole, respond, say } from "./ask";
import { FILES, PATCH, SEARCH, WEATHER } from "./tools";

const bare = (name: string) => ({ type: "function", name });

describe("tools of POST /v1/responses", () => {
  it("become Spark's functions, with or without arguments, and a namespace's under both names", async () => {
    await using gateway = await startGateway();
    const grammar = { type: "grammar", syntax: "lark", definition: "start: WORD" };
    const tools = [
      { ...bare("clock"), parameters: null, strict: null },
      WEATHER,
      { ...PATCH, format: grammar },
      FILES,
    ];
    await readWhole(await respond(gateway, { ...ASK, tools }));
    const { text } = (await readSent(gateway)).payload.functions;
    const custom = {
      type: "object",
      properties: { input: { type: "string" } },
      required: ["input"],
    };
    expect(text).toMatchObject([
      { name: "clock", parameters: { type: "object", properties: {}, required: [] } },
      { name: "get_weather", description: "Weather of a city", parameters: WEATHER.parameters },
      { name: "apply_patch", parameters: custom },
      { name: "files__get_weather", description: "Of a server\n\nWeather of a city" },
      { name: "files__apply_patch", description: "Of a server\n\nEdits files" },
    ]);
    expect(text[2].description).toMatch(/^Edits files\n\n.*grammar.*\nstart: WORD$/);
  });

  it("are returned with separate name and namespace, even if the joined name is too long for Spark", async () => {
    await using gateway = await startGateway();
    const [space, name] = ["mcp.server/with-a-long-name", "tool-with-a-long-name_of-its-own"];
    const tools = [{ ...FILES, name: space, tools: [bare(name)] }];
    await respond(gateway, { ...ASK, tools });
    const [sent] = (await readSent(gateway)).payload.functions.text;
    expect(sent.name).toMatch(/^[a-zA-Z]\w{0,31}$/);
    gateway.simulator.play(perform({ texts: [], call: { name: sent.name, arguments: "{}" } }));
    const { output } = await readWhole(await respond(gateway, { ...ASK, tools }));
    expect(output).toMatchObject([{ type: "function_call", name, namespace: space }]);
  });

  it("with the same flattened name count once, as the first of them", async () => {
    await using gateway = await startGateway();
    const tools = [bare("files__get_weather"), FILES, { ...PATCH, name: "files__get_weather" }];
    await readWhole(await respond(gateway, { ...ASK, tools }));
    const { text } = (await readSent(gateway)).payload.functions;
    expect(text.map(({ name }: { name: string }) => name)).toEqual([
      "files__get_weather",
      "files__apply_patch",
    ]);
    const call = { name: "files__get_weather", arguments: "{}" };
    gateway.simulator.play(perform({ texts: [], call }));
    const { output } = await readWhole(await respond(gateway, { ...ASK, tools }));
    expect(output[0]).toMatchObject({ type: "function_call", name: "files__get_weather" });
    expect(output[0]).not.toHaveProperty("namespace");
  });

  it("are limited to 128, each of which may be a namespace", async () => {
    await using gateway = await startGateway();
    const tools = Array.from({ length: 128 }, (_, at) => ({ ...FILES, name: `n${at}` }));
    await readWhole(await respond(gateway, { ...ASK, model: "pro-128k", tools }));
    expect((await readSent(gateway)).payload.functions.text).toHaveLength(256);
    gateway.simulator.clear();
    await expectRefusal(gateway, { ...ASK, tools: [...tools, FILES] }, { param: "tools" });
  });

  it("may come with the input, in addition to the request's own", async () => {
    await using gateway = await startGateway();
    const input = [
      { role: "user", content: "问" },
      { type: "additional_tools", tools: [WEATHER, { type: "mcp", server_label: "x" }] },
    ];
    const response = await respond(gateway, { ...ASK, input, tools: [PATCH] });
    await readWhole(response);
    const { text } = (await readSent(gateway)).payload.functions;
    expect(text.map(({ name }: { name: string }) => name)).toEqual(["apply_patch", "get_weather"]);
    expect(readTold(response).ignored).toEqual(["input[1].tools[1]"]);
  });

  const HOSTED =
    "file_search code_interpreter mcp image_generation computer computer_use_preview tool_search " +
    "local_shell shell apply_patch programmatic_tool_calling no_such_tool";
  it.each(HOSTED.split(" "))("of the type %s are dropped, and rejected alone", async (type) => {
    await using gateway = await startGateway();
    const refused = { param: "tools[0]", code: "unsupported_parameter" };
    await expectRefusal(gateway, { ...ASK, tools: [{ type }] }, refused);
    const response = await respond(gateway, { ...ASK, tools: [WEATHER, { type }] });
    expect(readTold(response).ignored).toEqual(["tools[1]"]);
    expect(await response.json()).toMatchObject({ error: null, tools: [WEATHER, { type }] });
  });

  it.each([
    [[{ type: "function" }], "tools[0].name"],
    [[{ type: "function", function: { name: "x" } }], "tools[0].name"],
    [[{ ...WEATHER, parameters: "x" }], "tools[0].parameters"],
    [[WEATHER, { type: "custom" }], "tools[1].name"],
    [[{ ...FILES, tools: "x" }], "tools[0].tools"],
    [[{ ...FILES, tools: [{ type: "function" }] }], "tools[0].tools[0].name"],
    [[{ ...SEARCH, search_context_size: "vast" }], "tools[0].search_context_size"],
    [[{}], "tools[0].type"],
    ["x", "tools"],
  ])("are rejected as %j by path", async (tools, param) => {
    await using gateway = await startGateway();
    await expectRefusal(gateway, { ...ASK, tools }, { param, code: "invalid_value" });
  });

  it("are returned with every key of a function, as clients require", async () => {
    await using gateway = await startGateway();
    const tools = [bare("clock"), PATCH, SEARCH];
    const whole = await readWhole(await respond(gateway, { ...ASK, tools, tool_choice: "none" }));
    expect(whole.tools).toEqual([
      { ...bare("clock"), description: null, parameters: null, strict: false },
      PATCH,
      SEARCH,
    ]);
    expect(whole.tool_choice).toBe("none");
  });
});

describe("calls that Spark makes", () => {
  it.each([
    ['{"input":"a\\nb"}', "a\nb"],
    ['```json\n{"input":"x"}\n```', "x"],
    ['"{\\"input\\":\\"x\\"}"', "x"],
    ['{"input":7}', '{"input":7}'],
    ["*** Begin Patch", "*** Begin Patch"],
    ["", ""],
  ])("of a custom tool with the arguments %j have the input %j", async (given, input) => {
    await using gateway = await startGateway();
    say(gateway, { texts: [], call: { name: "apply_patch", arguments: given } });
    const { response } = await askStream(gateway, { ...ASK, tools: [PATCH] });
    expect(response.output).toMatchObject([{ type: "custom_tool_call", input }]);
  });

  it("of an undeclared function are passed on", async () => {
    await using gateway = await startGateway();
    say(gateway, { texts: [], call: { name: "invented", arguments: "{}" } });
    const { response } = await askStream(gateway, { ...ASK, tools: [WEATHER] });
    expect(response.output).toMatchObject([{ type: "function_call", name: "invented" }]);
  });

  it.each([
    [false, ["function_call"]],
    [true, ["function_call", "function_call"]],
  ])("are limited by parallel_tool_calls %s", async (parallel_tool_calls, types) => {
    await using gateway = await startGateway();
    gateway.simulator.play(async (stage) => {
      const functionCall = { name: "get_weather", arguments: "{}" };
      await stage.frame({ functionCall, status: 0 });
      await stage.frame({ functionCall, status: 2 });
      stage.close();
    });
    const body = { ...ASK, tools: [WEATHER], parallel_tool_calls };
    const { response } = await askStream(gateway, body);
    expect(response.output.map(({ type }: { type: string }) => type)).toEqual(types);
    expect(response.parallel_tool_calls).toBe(parallel_tool_calls);
  });
});
