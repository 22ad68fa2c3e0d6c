import { expect } from "vitest";

import type { Plan } from "../../simulator/plan";
import { ASK } from "./ask";
import type { Case } from "./case";
import { FILES, PATCH, WEATHER } from "./tools";

const CALL = (name: string): string[] => [
  "output_item.added",
  `${name}.delta`,
  `${name}.done`,
  "output_item.done",
];
export const call = (name: string, given: string): Plan => ({
  texts: [],
  call: { name, arguments: given },
});

export const CALL_CASES: readonly Case[] = [
  {
    name: "a call",
    fields: { ...ASK, tools: [WEATHER] },
    plan: call("get_weather", '{"city":"合肥"}'),
    events: CALL("function_call_arguments"),
    response: {
      status: "completed",
      tools: [WEATHER],
      output: [
        {
          type: "function_call",
          status: "completed",
          call_id: expect.stringMatching(/^call_[0-9a-f]{32}$/),
          name: "get_weather",
          arguments: '{"city":"合肥"}',
        },
      ],
    },
  },
  {
    name: "a custom call",
    fields: { ...ASK, tools: [PATCH] },
    plan: call("apply_patch", '{"input":"*** Begin Patch\\n"}'),
    events: CALL("custom_tool_call_input"),
    response: {
      status: "completed",
      tools: [PATCH],
      output: [{ type: "custom_tool_call", name: "apply_patch", input: "*** Begin Patch\n" }],
    },
  },
  {
    name: "a call of a namespace's function",
    fields: { ...ASK, tools: [FILES] },
    plan: call("files__get_weather", '{"city":"合肥"}'),
    events: CALL("function_call_arguments"),
    response: {
      tools: [FILES],
      output: [{ type: "function_call", name: "get_weather", namespace: "files" }],
    },
  },
  {
    name: "a call of a namespace's custom tool",
    fields: { ...ASK, tools: [FILES] },
    plan: call("files__apply_patch", '{"input":"x"}'),
    events: CALL("custom_tool_call_input"),
    response: {
      output: [{ type: "custom_tool_call", name: "apply_patch", namespace: "files", input: "x" }],
    },
  },
];
