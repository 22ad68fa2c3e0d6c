// @vitest-environment happy-dom
import { createElement } from "react";
import { beforeEach, describe, expect, it } from "vitest";

import { ParametersTab } from "@/components/inspector/parameters/parameters-tab";
import type { Parameters } from "@/lib/playground/conversation/parameters";
import type { ModelInfo } from "@/lib/playground/conversation/models";
import { pageRecorder } from "@/lib/playground/inspector/page-recorder";

import { toModel } from "../samples";
import { createScreen, type Screen } from "./render";

const MODEL: ModelInfo = toModel("lite", {
  ranges: { temperature: { min: 0.01, max: 1 }, top_p: null, max_tokens: { min: 1, max: 4096 } },
});
const report = { requestId: null, sid: null, adjusted: [], ignored: [], truncated: null };

let screen: Screen;
let parameters: Parameters;

function show(adjusted: string[] = [], isReadOnly = false): void {
  screen.show(
    createElement(ParametersTab, {
      parameters,
      isReadOnly,
      model: MODEL,
      answer: adjusted.length > 0 ? { model: "lite", report: { ...report, adjusted } } : null,
      onChange: (changed) => {
        parameters = changed;
        show(adjusted);
      },
    }),
  );
}

const toggle = (label: string): HTMLInputElement => {
  const row = screen.findAll("label").find(({ textContent }) => textContent?.startsWith(label));
  const box = row?.querySelector("input");
  if (!box) throw new Error(`no switch ${label}`);
  return box;
};

describe("the parameters tab", () => {
  beforeEach(() => {
    screen = createScreen(pageRecorder);
    parameters = {};
    show();
  });

  it("adds a parameter when it is switched on and removes it when switched off", () => {
    screen.click(toggle("Temperature"));
    expect(parameters).toEqual({ temperature: 0.5 });
    screen.type(screen.named("input[type=number]", "Value of Temperature"), "0.25");
    expect(parameters).toEqual({ temperature: 0.25 });
    screen.click(toggle("Temperature"));
    expect(parameters).toEqual({});
  });

  it("keeps streaming on by default until it is switched off", () => {
    expect(toggle("Stream").checked).toBe(true);
    screen.click(toggle("Stream"));
    expect(parameters).toEqual({ stream: false });
    screen.click(toggle("Stream"));
    expect(parameters).toEqual({});
  });

  it("keeps incomplete numeric input and reports why it is invalid", () => {
    screen.click(toggle("Longest answer"));
    const box = screen.named("input[type=number]", "Value of Longest answer") as HTMLInputElement;
    screen.type(box, "");
    expect(parameters).toEqual({ max_tokens: 2048 });
    expect(box.value).toBe("");
    screen.type(box, "12.5");
    expect(screen.text()).toContain("Must be a whole number");
    screen.type(box, "0");
    expect(screen.text()).toContain("Must be at least 1");
    expect(box.getAttribute("aria-invalid")).toBe("true");
    expect(parameters).toEqual({ max_tokens: 0 });
  });

  it("reads stop sequences line by line and skips empty lines", () => {
    screen.click(toggle("Stop strings"));
    const box = screen.named("textarea", "Value of Stop strings") as HTMLTextAreaElement;
    screen.type(box, "END\n\n。");
    expect(parameters).toEqual({ stop: ["END", "。"] });
    expect(box.value).toBe("END\n\n。");
  });

  it("reports problems in the tools JSON and offers its function names", () => {
    screen.click(toggle("Functions"));
    const box = screen.named("textarea", "Value of Functions") as HTMLTextAreaElement;
    screen.type(box, "[\n{]");
    expect(screen.text()).toContain("Not JSON on line 2");
    screen.type(box, "{}");
    expect(screen.text()).toContain("It must be an array");
    screen.type(box, "");
    screen.click(screen.named("button", "Put in an example"));
    expect(box.getAttribute("aria-invalid")).toBe("false");
    screen.click(toggle("Function to use"));
    screen.type(screen.named("select", "Value of Function to use"), "get_weather");
    expect(parameters.tool_choice).toBe("get_weather");
  });

  it("sets the response format to any JSON or a JSON schema", () => {
    screen.click(toggle("Format"));
    expect(parameters).toEqual({ response_format: "json_object" });
    screen.type(screen.named("select", "Value of Format"), "schema");
    expect(JSON.parse(parameters.response_format ?? "")).toMatchObject({ type: "object" });
    screen.type(screen.named("textarea", "JSON Schema"), "[]");
    expect(screen.text()).toContain("It must be an object");
  });

  it("shows how the gateway adjusted or will adjust each parameter", () => {
    parameters = { temperature: 0, top_p: 0.5, tools: "[]", max_tokens: 9000 };
    show(["temperature=0.01"]);
    expect(screen.text()).toContain("last sent as 0.01");
    expect(screen.text()).toContain("will be sent as 4096");
    expect(screen.text()).toContain("not used by this model");
    expect(screen.text()).toContain("the gateway will refuse");
  });

  it("shows parameters in a disabled fieldset when the tab is read-only", () => {
    parameters = { temperature: 0.25 };
    show([], true);
    const box = screen.named("input[type=number]", "Value of Temperature") as HTMLInputElement;
    expect(box.value).toBe("0.25");
    expect(box.closest("fieldset:disabled")).not.toBeNull();
  });

  it("resets all parameters with one button", () => {
    parameters = { temperature: 0, stream: false, system: "x" };
    show();
    screen.click(screen.named("button", "Reset all"));
    expect(parameters).toEqual({});
    expect((screen.named("button", "Reset all") as HTMLButtonElement).disabled).toBe(true);
  });
});
