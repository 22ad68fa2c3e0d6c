import { describe, expect, it } from "vitest";

import {
  findSchemaProblem,
  findToolsProblem,
  readFunctionNames,
} from "@/lib/playground/inspector/json-problem";

const tool = (name: unknown) => ({ type: "function", function: { name } });

describe("tools typed as JSON", () => {
  it.each([
    ["", null],
    ["  \n", null],
    ["[]", null],
    [JSON.stringify([tool("a"), tool("b-C_9")]), null],
    ['[{"type":"web_search"}]', null],
    ["{}", { kind: "notList" }],
    ["null", { kind: "notList" }],
    ["[1]", { kind: "notFunction", place: 1 }],
    [JSON.stringify([tool("a"), { type: "function" }]), { kind: "notFunction", place: 2 }],
    [JSON.stringify([tool("a"), { name: "b" }]), { kind: "notFunction", place: 2 }],
    [JSON.stringify([tool("天气")]), { kind: "badName", place: 1 }],
    [JSON.stringify([tool("")]), { kind: "badName", place: 1 }],
    [JSON.stringify([tool("a".repeat(65))]), { kind: "badName", place: 1 }],
    [JSON.stringify([tool(1)]), { kind: "badName", place: 1 }],
    [JSON.stringify([tool("a"), tool("a")]), { kind: "sameName", name: "a" }],
  ])("checks the tools JSON %j and reports %j", (text, problem) => {
    expect(findToolsProblem(text)).toEqual(problem);
  });

  it("reports the line of a syntax error in the tools JSON", () => {
    expect(findToolsProblem("[\n\n{]")).toMatchObject({ kind: "notJson", line: 3 });
    expect(findToolsProblem("[")).toMatchObject({ kind: "notJson" });
  });

  it("reads function names from the tools JSON as far as possible", () => {
    expect(readFunctionNames(JSON.stringify([tool("a"), 1, tool(2), tool("b")]))).toEqual([
      "a",
      "b",
    ]);
    expect(readFunctionNames("{")).toEqual([]);
    expect(readFunctionNames("{}")).toEqual([]);
  });
});

it.each([
  ["", null],
  ["{}", null],
  ["[]", { kind: "notObject" }],
  ["1", { kind: "notObject" }],
])("checks the JSON schema %j and reports %j", (text, problem) => {
  expect(findSchemaProblem(text)).toEqual(problem);
});

it("reports a JSON schema that is not valid JSON", () => {
  expect(findSchemaProblem("{")).toMatchObject({ kind: "notJson" });
});
