import { describe, expect, it } from "vitest";

import type { ModelInfo } from "@/lib/playground/conversation/models";
import type { ParameterName, Parameters } from "@/lib/playground/conversation/parameters";
import type { Report } from "@/lib/playground/conversation/types";
import { findEffect } from "@/lib/playground/inspector/parameter-effect";

import { toField, toModel } from "../samples";

const LITE = toModel("lite", {
  ranges: {
    temperature: { min: 0.01, max: 1 },
    top_p: null,
    presence_penalty: null,
    max_tokens: { min: 1, max: 4096 },
  },
});
const X = toModel("spark-x", {
  vision: true,
  tools: true,
  webSearch: true,
  reasoning: true,
  ranges: {
    temperature: { min: 0.01, max: 2 },
    top_p: { min: 0.01, max: 1 },
    presence_penalty: { min: 0, max: 3 },
    max_tokens: { min: 1, max: 65_535 },
  },
});
const REPORT: Report = {
  requestId: null,
  sid: null,
  adjusted: ["temperature=0.01", "max_tokens=4096"],
  ignored: ["top_p"],
  truncated: 3,
};

describe("parameter effects", () => {
  it.each<[ParameterName, Parameters, ReturnType<typeof findEffect>]>([
    ["temperature", { temperature: 0 }, { kind: "adjusted", value: "0.01" }],
    ["max_tokens", { max_tokens: 9000 }, { kind: "adjusted", value: "4096" }],
    ["top_p", { top_p: 0.5 }, { kind: "ignored" }],
    ["truncation", { truncation: "auto" }, { kind: "dropped", turns: 3 }],
    ["top_k", { top_k: 3 }, null],
    ["temperature", {}, null],
  ])("reports the last answer's effect on %s, given %j", (name, parameters, effect) => {
    const answer = { model: "lite", report: REPORT };
    expect(findEffect(toField(name), parameters, { model: LITE, answer })).toEqual(effect);
    expect(findEffect(toField(name), parameters, { model: null, answer })).toEqual(effect);
  });

  it("ignores the effects reported for another model's answer", () => {
    const answer = { model: "lite", report: REPORT };
    expect(
      findEffect(toField("temperature"), { temperature: 0.5 }, { model: X, answer }),
    ).toBeNull();
  });

  it.each<[ParameterName, Parameters, string | null, string | null]>([
    ["temperature", { temperature: 1.5 }, "1", null],
    ["temperature", { temperature: 0 }, "0.01", "0.01"],
    ["temperature", { temperature: 1 }, null, null],
    ["max_tokens", { max_tokens: 5000 }, "4096", null],
    ["presence_penalty", { presence_penalty: -1 }, "unused", "0"],
    ["top_p", { top_p: 0.5 }, "unused", null],
    ["top_p", { top_p: 0 }, "unused", "0.01"],
    ["top_k", { top_k: 9 }, null, null],
    ["reasoning_effort", { reasoning_effort: "none" }, "unused", null],
    ["detail", { detail: "low" }, "unused", null],
    ["web_search", { web_search: true }, "refused", null],
    ["tools", { tools: "[]" }, "refused", null],
    ["tool_choice", { tool_choice: "auto" }, "refused", null],
    ["stop", { stop: ["x"] }, null, null],
  ])("predicts the effect on %s, given %j, from model metadata", (name, parameters, lite, x) => {
    const toWord = (model: ModelInfo): string | null => {
      const effect = findEffect(toField(name), parameters, { model, answer: null });
      return effect && ("value" in effect ? effect.value : effect.kind);
    };
    expect(toWord(LITE)).toBe(lite);
    expect(toWord(X)).toBe(x);
  });

  it("predicts no effect when neither model nor answer is known", () => {
    expect(findEffect(toField("tools"), { tools: "[]" }, { model: null, answer: null })).toBeNull();
  });
});
