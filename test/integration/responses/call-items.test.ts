import { describe, expect, it } from "vitest";

import { startGateway } from "../setup/gateway";
import { readSent, SERVICES } from "../setup/services";
import { ASK, readTold, readWhole, respond } from "./ask";
import { WEATHER } from "./tools";

/** Over HTTP, Spark accepts calls and results natively. */
const [, [, HTTP]] = SERVICES;

const user = (text: string) => ({ type: "message", role: "user", content: text });
const call = (id: string, name = "get_weather", given = "{}") => ({
  type: "function_call",
  call_id: id,
  name,
  arguments: given,
});
const output = (id: string, result: unknown = "晴") => ({
  type: "function_call_output",
  call_id: id,
  output: result,
});

/** Returns what Spark got over HTTP: roles, text and calls. */
async function readMessages(
  items: readonly object[],
): Promise<{ messages: object[]; told: ReturnType<typeof readTold> }> {
  await using gateway = await startGateway();
  const body = { ...ASK, input: items, tools: [WEATHER] };
  const response = await respond(gateway, body, { key: HTTP });
  await readWhole(response);
  return { messages: (await readSent(gateway)).messages, told: readTold(response) };
}

const sentCall = (id: string, name: string, given: unknown) => ({
  role: "assistant",
  content: "",
  tool_calls: [{ id, type: "function", function: { name, arguments: given } }],
});
const sentResult = (id: string, content: string) => ({ role: "tool", content, tool_call_id: id });

describe("calls in the input", () => {
  it("become calls and results, also without an id and with a namespace's name", async () => {
    const { messages, told } = await readMessages([
      user("问"),
      call("c1", "get_weather", '{"city":"合肥"}'),
      output("c1"),
      { ...call("c2", "read"), namespace: "files", id: "fc_1", status: "completed" },
      output("c2", [
        { type: "input_text", text: "甲" },
        { type: "output_text", text: "乙" },
      ]),
      { type: "custom_tool_call", call_id: "c3", name: "patch", input: "a\nb" },
      { type: "custom_tool_call_output", call_id: "c3", output: "" },
    ]);
    expect(messages).toEqual([
      { role: "user", content: "问" },
      sentCall("c1", "get_weather", '{"city":"合肥"}'),
      sentResult("c1", "晴"),
      sentCall("c2", "files__read", "{}"),
      sentResult("c2", "甲乙"),
      sentCall("c3", "patch", '{"input":"a\\nb"}'),
      sentResult("c3", "(empty)"),
    ]);
    expect(told.ignored).toEqual([]);
  });

  it("of OpenAI's shell and patch tools become calls with their action as JSON", async () => {
    const { messages } = await readMessages([
      user("问"),
      { type: "local_shell_call", id: "s0", call_id: "s1", action: { command: ["ls"] } },
      { type: "local_shell_call_output", id: "s1", output: '{"exit":0}' },
      { type: "shell_call", call_id: "s2", action: { commands: ["pwd"] } },
      { type: "shell_call_output", call_id: "s2", output: [{ stdout: "/" }] },
      { type: "apply_patch_call", call_id: "s3", operation: { type: "delete_file", path: "a" } },
      { type: "apply_patch_call_output", call_id: "s3", status: "completed" },
    ]);
    expect(messages.slice(1)).toEqual([
      sentCall("s1", "local_shell_call", '{"command":["ls"]}'),
      sentResult("s1", '{"exit":0}'),
      sentCall("s2", "shell_call", '{"commands":["pwd"]}'),
      sentResult("s2", '[{"stdout":"/"}]'),
      sentCall("s3", "apply_patch_call", '{"type":"delete_file","path":"a"}'),
      sentResult("s3", "{}"),
    ]);
  });

  it("absorb a message between a call and its output into the call's turn", async () => {
    const { messages } = await readMessages([
      user("问"),
      call("c1"),
      call("c2"),
      { role: "assistant", content: "我去查" },
      output("c1"),
      { role: "assistant", content: "再等等" },
      output("c2", "雨"),
      { role: "assistant", content: "完" },
      user("再问"),
    ]);
    expect(messages).toEqual([
      { role: "user", content: "问" },
      {
        role: "assistant",
        content: "我去查\n\n再等等",
        tool_calls: ["c1", "c2"].map((id) => sentCall(id, "get_weather", "{}").tool_calls[0]),
      },
      sentResult("c1", "晴"),
      sentResult("c2", "雨"),
      { role: "assistant", content: "完" },
      { role: "user", content: "再问" },
    ]);
  });

  it("report an output without a call, which becomes text", async () => {
    const { messages, told } = await readMessages([user("问"), output("lost", "雨")]);
    expect(messages).toEqual([{ role: "user", content: "问\n\n工具 lost 的结果：\n雨" }]);
    expect(told.ignored).toEqual(["input[1]"]);
  });

  it("accept an image alone as an output and report it in every later request", async () => {
    const picture = { type: "input_image", image_url: "data:image/png;base64,AAAA" };
    const items = [user("看"), call("c1"), output("c1", [picture])];
    const { messages, told } = await readMessages(items);
    expect(messages.at(-1)).toEqual(sentResult("c1", "[image]"));
    expect(told.ignored).toEqual(["input[2].output[0]"]);
    const later = await readMessages([...items, { role: "assistant", content: "好" }, user("再")]);
    expect(later.told.ignored).toEqual(["input[2].output[0]"]);
  });
});
