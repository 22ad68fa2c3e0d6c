import { describe, expect, it } from "vitest";

import { startGateway } from "../setup/gateway";
import { readSent } from "../setup/services";
import { ASK, expectRefusal, respond } from "./ask";
import { FILES, PATCH, WEATHER } from "./tools";

const NAMES = ["get_weather", "apply_patch", "files__get_weather", "files__apply_patch"];
const TOOLS = [WEATHER, PATCH, FILES];
const [FIRST = "", CUSTOM = "", MEMBER = ""] = NAMES;

/** Builds an allowed_tools choice. */
const allowed = (mode: string | undefined, ...tools: object[]) => ({
  type: "allowed_tools",
  ...(mode !== undefined && { mode }),
  tools,
});
const named = (type: string, name: string, more: object = {}) => ({ type, name, ...more });

describe("tool_choice", () => {
  it.each([
    ["none", [], false],
    ["auto", NAMES, false],
    ["required", NAMES, true],
    [named("function", FIRST), [FIRST], true],
    [named("custom", CUSTOM), [CUSTOM], true],
    [named("function", FIRST, { namespace: "files" }), [MEMBER], true],
    [allowed(undefined, named("function", FIRST)), [FIRST], false],
    [allowed("auto", named("function", FIRST), named("custom", CUSTOM)), [FIRST, CUSTOM], false],
    [allowed("required", named("custom", CUSTOM), { type: "image_generation" }), [CUSTOM], true],
    [{ type: "web_search" }, NAMES, false],
    [{ type: "web_search_preview" }, NAMES, false],
    [{ type: "web_search_2025_08_26" }, NAMES, false],
    [{ type: "web_search_preview_2025_03_11" }, NAMES, false],
  ])("maps tool_choice %j to functions %j (forced: %s)", async (tool_choice, names, isForced) => {
    await using gateway = await startGateway();
    const response = await respond(gateway, { ...ASK, tools: TOOLS, tool_choice });
    expect(await response.json()).toMatchObject({ error: null, tool_choice });
    const { payload } = await readSent(gateway);
    const sent: { name: string }[] = payload.functions?.text ?? [];
    expect(sent.map(({ name }) => name)).toEqual(names);
    expect(JSON.stringify(payload.message).includes("你必须调用")).toBe(isForced);
  });

  it.each([
    ["sometimes"],
    [named("function", "no_such")],
    [named("custom", "no_such")],
    [{ type: "function" }],
    [{ type: "mcp", server_label: "x" }],
    [{ type: "file_search" }],
    [{ type: "image_generation" }],
    [{ type: "apply_patch" }],
    [{ type: "no_such" }],
    [allowed("sometimes", named("function", FIRST))],
    [allowed("auto", named("function", "no_such"))],
    [allowed("auto")],
    [{}],
    [7],
  ])("rejects the tool_choice %j", async (tool_choice) => {
    await using gateway = await startGateway();
    const { param } = await expectRefusal(
      gateway,
      { ...ASK, tools: TOOLS, tool_choice },
      { code: "invalid_value" },
    );
    expect(param).toMatch(/^tool_choice\b/);
  });

  it("rejects a choice of a dropped tool, and a forced call without functions", async () => {
    await using gateway = await startGateway();
    const refused = { param: "tool_choice", code: "invalid_value" };
    const tools = [WEATHER, { type: "image_generation" }];
    const choice = { type: "image_generation" };
    await expectRefusal(gateway, { ...ASK, tools, tool_choice: choice }, refused);
    await expectRefusal(gateway, { ...ASK, tool_choice: "required" }, refused);
  });
});
