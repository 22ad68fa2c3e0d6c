import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { readResponse } from "../../responses/grammar";
import { startGateway } from "../setup/gateway";
import { ASK, expectRefusal, readTurns, readWhole, respond } from "./ask";
import { FILES, PATCH, SEARCH, WEATHER } from "./tools";

const TYPES =
  "message function_call function_call_output custom_tool_call custom_tool_call_output reasoning " +
  "item_reference additional_tools local_shell_call shell_call_output apply_patch_call " +
  "web_search_call compaction mcp_call input_text output_text input_image input_file refusal text " +
  "function custom namespace web_search allowed_tools json_schema __proto__ constructor";
const NAMES =
  "type role content text id call_id name namespace arguments output input tools action image_url " +
  "url detail file_id status description parameters format schema mode strict definition summary";
const type = fc.constantFrom(...TYPES.split(" "));
const leaf = fc.oneof(
  fc.constantFrom("", "x", "user", "assistant", "system", "developer", "{}", "你好", "\ud800"),
  fc.constantFrom("data:image/png;base64,AAAA", "msg_1", "rs_1", "toString", "__proto__"),
  fc.constantFrom(null, 0, -1, 1e99, true, false),
);
const { value } = fc.letrec((tie) => ({
  value: fc.oneof({ maxDepth: 4 }, leaf, tie("list"), tie("object")),
  list: fc.array(tie("value"), { maxLength: 3 }),
  object: fc
    .tuple(type, fc.dictionary(fc.constantFrom(...NAMES.split(" ")), tie("value"), { maxKeys: 5 }))
    .map(([name, members]) => Object.assign({ type: name }, members)),
}));

const user = { role: "user", content: "问" };
const tool = fc.oneof(fc.constantFrom<unknown>(WEATHER, PATCH, FILES, SEARCH), value);
const body = fc.record(
  {
    input: fc.oneof(
      fc.array(value, { maxLength: 5 }).map((items) => items.concat(user)),
      value,
    ),
    tools: fc.oneof(fc.array(tool, { maxLength: 4 }), value),
    tool_choice: fc.oneof(fc.constantFrom("auto", "required", "none"), value),
    text: fc.oneof(fc.record({ format: value }), value),
    reasoning: fc.oneof(fc.record({ effort: value, summary: value }), value),
    metadata: value,
    include: value,
    instructions: value,
    previous_response_id: fc.oneof(fc.constant("resp_1"), value),
    stream: fc.boolean(),
    store: fc.boolean(),
  },
  { requiredKeys: ["input"] },
);

describe("hostile and invalid bodies", () => {
  it.each(["off", "memory"])(
    "answers or rejects any body with its path, and never fails internally (store: %s)",
    async (RESPONSES_STORE) => {
      await using gateway = await startGateway({ settings: { RESPONSES_STORE } });
      await fc.assert(
        fc.asyncProperty(body, async (fields) => {
          const response = await respond(gateway, { model: "4.0Ultra", ...fields });
          const text = await response.text();
          if (response.status === 200) {
            if (fields.stream) expect(readResponse(text).response.status).not.toBe("failed");
            else expect(JSON.parse(text)).toMatchObject({ object: "response", error: null });
            return;
          }
          const { error } = JSON.parse(text);
          expect([response.status, error]).toMatchObject([
            expect.any(Number),
            { type: "invalid_request_error", code: expect.any(String) },
          ]);
          expect(response.status).toBeLessThan(500);
        }),
        { numRuns: 400 },
      );
      expect(gateway.log.filter(({ level }) => level === "error")).toEqual([]);
      expect(JSON.stringify(gateway.log)).not.toContain("你好");
    },
  );

  it("treats JavaScript's own property names as plain names", async () => {
    await using gateway = await startGateway();
    for (const name of ["__proto__", "constructor", "toString"]) {
      const tools = [
        { ...WEATHER, name },
        { ...FILES, name },
      ];
      const whole = await readWhole(await respond(gateway, { ...ASK, tools }));
      expect(whole.output).toMatchObject([{ type: "function_call", name }]);
    }
  });

  it("rejects a body that is nested too deeply", async () => {
    await using gateway = await startGateway();
    const deep = (open: string, close: string) => open.repeat(5000) + close.repeat(5000);
    const schema = deep('{"a":', "").replace(/:$/, ":1") + "}".repeat(5000);
    for (const fields of [
      `"input":${deep("[", "]")}`,
      `"input":"x","tools":[{"type":"function","name":"f","parameters":${schema}}]`,
      `"input":"x","metadata":${schema}`,
      `"input":"x","text":{"format":{"type":"json_schema","schema":${schema}}}`,
    ]) {
      await expectRefusal(gateway, `{"model":"4.0Ultra",${fields}}`, { code: "invalid_value" });
    }
  });

  it("sends a replacement character for a lone surrogate to Spark and to the caller", async () => {
    await using gateway = await startGateway();
    const text = '{"model":"4.0Ultra","input":"a\\ud800","metadata":{"k":"\\udc00"}}';
    const whole = await readWhole(await respond(gateway, text));
    expect(whole.metadata).toEqual({ k: "\uFFFD" });
    expect(await readTurns(gateway)).toEqual([{ role: "user", content: "a\uFFFD" }]);
  });
});
