import { describe, expect, it } from "vitest";

import { startGateway } from "../setup/gateway";
import { ASK, askWhole, expectRefusal, readTold, readTurns, readWhole, respond } from "./ask";
import { WEATHER } from "./tools";

const user = (text: string) => ({ type: "message", role: "user", content: text });

describe("messages in input", () => {
  it("accepts any text part in any role, and messages without a type", async () => {
    await using gateway = await startGateway();
    const input = [
      { role: "user", content: [{ type: "output_text", text: "一" }, "二"] },
      { role: "assistant", content: [{ type: "input_text", text: "三" }], phase: "final_answer" },
      { type: "message", role: "user", content: "四", id: "x", status: "completed" },
      { role: "assistant", content: [{ type: "refusal", refusal: "不" }] },
      { role: "developer", content: [{ type: "text", text: "五" }] },
      { role: "user", content: [{ type: "input_text", text: "六" }] },
    ];
    const response = await respond(gateway, { ...ASK, input });
    await readWhole(response);
    expect(await readTurns(gateway)).toEqual([
      { role: "system", content: "五" },
      { role: "user", content: "一二" },
      { role: "assistant", content: "三" },
      { role: "user", content: "四" },
      { role: "assistant", content: "不" },
      { role: "user", content: "六" },
    ]);
    expect(readTold(response)).toEqual({ ignored: [], adjusted: [] });
  });

  it.each([
    [[{ role: "assistant", content: "好" }], { param: "input" }],
    [[{ role: "robot", content: "x" }], { param: "input[0].role" }],
    [[user("x"), { role: "user", content: 1 }], { param: "input[1].content" }],
    [[{ role: "user", content: [{ type: "image" }] }], { param: "input[0].content[0].type" }],
    [[{ role: "user", content: [{ type: "input_text" }] }], { param: "input[0].content[0].text" }],
    [[user("x"), { type: "magic_call" }], { param: "input[1].type" }],
    [["x"], { param: "input[0]" }],
    [[{}], { param: "input[0].type" }],
    [[{ type: "function_call", name: "f", arguments: "{}" }], { param: "input[0].call_id" }],
    [[{ type: "function_call_output", call_id: "c" }], { param: "input[0].output" }],
  ])("rejects the input %j by its path", async (input, expected) => {
    await using gateway = await startGateway();
    await expectRefusal(gateway, { ...ASK, input }, { code: "invalid_value", ...expected });
  });

  it.each(["input_file", "input_audio", "input_video"])(
    "rejects a part of the type %s",
    async (type) => {
      await using gateway = await startGateway();
      const input = [user("x"), { role: "user", content: [{ type, file_id: "file_1" }] }];
      await expectRefusal(
        gateway,
        { ...ASK, input },
        { code: "unsupported_parameter", param: "input[1].content[0]" },
      );
    },
  );
});

describe("a conversation that started elsewhere", () => {
  it("reads what Spark can read and reports the rest by path", async () => {
    await using gateway = await startGateway();
    const silent = [
      { type: "reasoning" },
      { type: "reasoning", id: "rs_1", summary: [], encrypted_content: "x", content: null },
      { type: "web_search_call", id: "ws_1", status: "completed", action: { type: "search" } },
    ];
    const types =
      "compaction compaction_trigger configuration_update program program_output " +
      "tool_search_call tool_search_output mcp_list_tools mcp_approval_request " +
      "mcp_approval_response mcp_call file_search_call code_interpreter_call computer_call " +
      "computer_call_output image_generation_call";
    const foreign = types.split(" ").map((type) => ({ type, id: "x" }));
    const input = [
      user("一"),
      ...silent,
      ...foreign,
      { role: "assistant", content: "二" },
      user("三"),
    ];
    const response = await respond(gateway, { ...ASK, input });
    await readWhole(response);
    expect((await readTurns(gateway)).map(({ content }) => content)).toEqual(["一", "二", "三"]);
    expect(readTold(response).ignored).toEqual(foreign.map((_, at) => `input[${at + 4}]`));
  });

  it("continues with the items of a previous answer", async () => {
    await using gateway = await startGateway();
    const first = await askWhole(gateway, { ...ASK, model: "spark-x", tools: [WEATHER] });
    const { call_id } = first.output.find(({ type }: { type: string }) => type === "function_call");
    const result = { type: "function_call_output", call_id, output: "晴" };
    const input = [user("问"), ...first.output, result];
    const whole = await askWhole(gateway, { ...ASK, model: "spark-x", tools: [WEATHER], input });
    expect(whole.output.at(-1)).toMatchObject({ type: "message", status: "completed" });
  });
});
