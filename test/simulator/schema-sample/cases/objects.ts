import { closed, type Schema } from "./closed";

/** Object schemas with open, dependent or unevaluated properties. */
export const OBJECTS: Readonly<Record<string, readonly Schema[]>> = {
  "of open objects": [
    { type: "object", required: ["a", "b"] },
    { type: "object", additionalProperties: { type: "integer" }, minProperties: 2 },
    { type: "object", properties: { a: {}, b: {}, c: {} }, required: ["c"], maxProperties: 1 },
    {
      type: "object",
      patternProperties: { "^x-[a-z]+$": { type: "string" } },
      additionalProperties: false,
      minProperties: 2,
    },
    {
      type: "object",
      properties: { n_a: { minimum: 5 } },
      patternProperties: { "^n_": { type: "integer" } },
      required: ["n_a", "n_b"],
    },
    {
      type: "object",
      propertyNames: { pattern: "^[A-Z]{2}$" },
      additionalProperties: { type: "number" },
      minProperties: 2,
    },
    { type: "object", propertyNames: { enum: ["zh", "en"] }, minProperties: 2 },
    { type: "object", properties: { a: false, b: { type: "string" } } },
  ],
  "with dependent properties": [
    { type: "object", required: ["a"], dependentRequired: { a: ["b"], b: ["c"] } },
    {
      type: "object",
      required: ["a"],
      dependentSchemas: { a: { properties: { b: { const: 9 } }, required: ["b"] } },
    },
    {
      type: "object",
      properties: { a: {}, b: {} },
      dependentSchemas: { a: { not: { required: ["b"] } } },
    },
  ],
  "with unevaluated properties and items": [
    {
      allOf: [{ properties: { a: { type: "string" } }, required: ["a"] }],
      properties: { b: { type: "integer" } },
      unevaluatedProperties: false,
    },
    {
      type: "object",
      properties: { a: {} },
      unevaluatedProperties: { type: "integer" },
      minProperties: 3,
    },
    closed({
      x: {
        type: "array",
        prefixItems: [{ type: "integer" }],
        unevaluatedItems: false,
        minItems: 1,
      },
    }),
  ],
  "of nullable and unnamed types": [
    closed({
      a: { type: ["null", "string"] },
      b: { type: ["integer", "string"], minimum: 4 },
      c: { type: ["string", "null"], enum: ["u", null] },
    }),
    closed({
      a: {},
      b: true,
      c: { minimum: 5 },
      d: { required: ["e"] },
      f: { minItems: 2, items: { type: "integer" } },
      g: { pattern: "^z" },
    }),
  ],
};
