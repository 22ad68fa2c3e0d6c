import { Ajv2020 } from "ajv/dist/2020.js";
import fc from "fast-check";
import { RE2JS } from "re2js";
import { describe, expect, it } from "vitest";

import { sample } from "./sample";
import { closed, type Schema } from "./cases/closed";
import { COMBINED } from "./cases/combined";
import { EMPLOYEE, GENERATED, LINKED_LIST } from "./cases/generated";
import { OBJECTS } from "./cases/objects";
import { satisfiable } from "./cases/satisfiable";
import { VALUES } from "./cases/values";
import { toText } from "./texts";

const SCHEMAS = { ...GENERATED, ...COMBINED, ...OBJECTS, ...VALUES };

/** Returns what is wrong with a value, in the words of the gateway's own validator; "" if valid. */
function findProblem(schema: Schema, value: unknown): string {
  const compile = (text: string) => {
    const pattern = RE2JS.compile(text);
    return { test: (tested: string) => pattern.matcher(tested).find(), toString: () => text };
  };
  const regExp = Object.assign(compile, { code: "linear" });
  const ajv = new Ajv2020({
    strict: false,
    validateFormats: false,
    logger: false,
    code: { regExp },
  });
  const validate = ajv.compile(schema);
  return validate(value) ? "" : ajv.errorsText(validate.errors);
}

/** The sampler gets as long as it needs, because a busy machine is slower. */
const PATIENCE_MS = 60_000;

function sampleOf(schema: unknown, patienceMs = PATIENCE_MS): unknown {
  return JSON.parse(JSON.stringify(sample(schema, toText, patienceMs)));
}

describe("sample", () => {
  it.each(
    Object.entries(SCHEMAS).flatMap(([kind, schemas]) =>
      schemas.map((schema) => ({ kind, schema })),
    ),
  )("is valid for a schema $kind: $schema", ({ schema }) => {
    expect(findProblem(schema, sampleOf(schema))).toBe("");
  });

  it("returns a valid value for any random schema that can be satisfied", () => {
    fc.assert(
      fc.property(satisfiable, ({ schema, witness }) => {
        expect(findProblem(schema, witness)).toBe("");
        expect(findProblem(schema, sampleOf(schema))).toBe("");
      }),
      { seed: 7, numRuns: 150 },
    );
  });

  it("returns the same value each time", () => {
    expect(sampleOf(EMPLOYEE)).toEqual(sampleOf(structuredClone(EMPLOYEE)));
  });

  it("returns data that looks as if a person had entered it", () => {
    expect(sampleOf(EMPLOYEE)).toEqual({
      full_name: "张三 (模拟)",
      role: "engineer",
      address: { street: "模拟 (simulated)", zip: "123456" },
      skills: ["模拟 (simulated)"],
      budget: { item1: 1 },
      hired_on: "2025-06-01",
    });
  });

  it("returns an object if the outermost schema has no type", () => {
    const schema = { anyOf: [{ type: "null" }, { properties: { a: { const: 1 } } }] };
    expect(sampleOf(schema)).toEqual({ a: 1 });
  });

  it("includes optional properties", () => {
    const properties = { title: { type: "string" }, pages: { type: "integer" } };
    expect(sampleOf({ type: "object", properties })).toEqual({ title: "标题 (模拟)", pages: 1 });
  });

  it("prefers the examples in a schema", () => {
    const schema = closed({
      city: { type: "string", examples: ["苏州"] },
      n: { type: "integer", default: 3 },
    });
    expect(sampleOf(schema)).toEqual({ city: "苏州", n: 3 });
  });

  it("lets a schema contain itself once and no deeper", () => {
    expect(sampleOf(LINKED_LIST)).toEqual({ list: { value: 1, next: { value: 1, next: null } } });
  });

  it("stays small when schemas refer to each other in every field", () => {
    const names = Array.from({ length: 12 }, (_, index) => `D${index}`);
    const properties = Object.fromEntries(names.map((name) => [name, { $ref: `#/$defs/${name}` }]));
    const definition = { type: "object", properties };
    const schema = {
      ...definition,
      $defs: Object.fromEntries(names.map((name) => [name, definition])),
    };
    expect(JSON.stringify(sampleOf(schema)).length).toBeLessThan(20_000);
  });

  it.each([
    ["nothing satisfies", closed({ a: false })],
    ["refers only to itself", { $ref: "#" }],
    ["is not a schema", 7],
    ["refers to what is not there", closed({ a: { $ref: "#/$defs/none" } })],
  ])("returns an object instead of an error when a schema %s", (_, schema) => {
    expect(sampleOf(schema)).toEqual({});
  });

  it("ends soon for references that double at each step", () => {
    const steps = Array.from({ length: 60 }, (_, at) => {
      const next = { $ref: `#/$defs/a${at + 1}` };
      return [`a${at}`, at === 59 ? { required: ["b"] } : { allOf: [next, { ...next }] }];
    });
    const startedAt = performance.now();
    sampleOf({ $ref: "#/$defs/a0", $defs: Object.fromEntries(steps) }, 2_000);
    expect(performance.now() - startedAt).toBeLessThan(10_000);
  });
});
