import { describe, expect, it } from "vitest";

import { startGateway } from "../setup/gateway";
import { postWith, readSent, SERVICES } from "../setup/services";

const MODEL = "generalv3.5";
const user = (content: string) => ({ role: "user", content });
const ignored = (response: Response) => response.headers.get("x-spark-ignored");

describe("fields that another field overrides", () => {
  const tools = [{ type: "function", function: { name: "f" } }];
  const functions = [{ name: "g" }];

  it.each([
    [{ tools, functions, function_call: "auto" }, "functions, function_call"],
    [{ functions, tool_choice: "auto" }, "tool_choice"],
    [
      { model: "spark-x", thinking: { type: "disabled" }, reasoning_effort: "high" },
      "reasoning_effort",
    ],
    [{ model: "spark-x", reasoning_effort: "high" }, null],
    [{ tools, tool_choice: "auto" }, null],
  ])("are reported: %j", async (fields, names) => {
    await using gateway = await startGateway();
    const response = await gateway.post({ model: MODEL, messages: [user("Hi")], ...fields });
    expect(response.status).toBe(200);
    expect(ignored(response)).toBe(names);
  });

  it("writes earlier calls as text for a model without tools, also over HTTP", async () => {
    await using gateway = await startGateway();
    const call = { id: "1", type: "function", function: { name: "f", arguments: "{}" } };
    const messages = [
      user("a"),
      { role: "assistant", tool_calls: [call] },
      { role: "tool", tool_call_id: "1", content: "42" },
    ];
    const response = await postWith(gateway, SERVICES[1][1])({ model: "lite", messages });
    expect(response.status).toBe(200);
    const sent: { messages: { role: string; tool_calls?: unknown }[] } = await readSent(gateway);
    expect(sent.messages.map(({ role }) => role)).not.toContain("tool");
    expect(sent.messages.some(({ tool_calls: calls }) => calls)).toBe(false);
    expect(JSON.stringify(sent.messages)).toContain("42");
  });
});
