import { closed, type Schema } from "./closed";

/** Schemas of arrays, strings and numbers. */
export const VALUES: Readonly<Record<string, readonly Schema[]>> = {
  "of arrays": [
    closed({ x: { type: "array", items: { type: "string" }, minItems: 3, maxItems: 4 } }),
    closed({
      x: { type: "array", items: { enum: ["a", "b", "c"] }, minItems: 3, uniqueItems: true },
    }),
    closed({
      x: {
        type: "array",
        items: closed({ k: { enum: [1, 2] }, l: { type: "boolean" } }),
        minItems: 4,
        uniqueItems: true,
      },
    }),
    closed({ x: { type: "array", items: { type: "integer" }, minItems: 120, uniqueItems: true } }),
    closed({
      x: {
        type: "array",
        prefixItems: [{ enum: ["a", "b"] }, { const: "a" }],
        uniqueItems: true,
        minItems: 2,
      },
    }),
    closed({
      x: {
        type: "array",
        prefixItems: [{ type: "string" }, { type: "integer" }],
        items: false,
        minItems: 2,
      },
    }),
    closed({ x: { type: "array", items: false }, y: { type: "array", maxItems: 0 } }),
  ],
  "with contains": [
    closed({ x: { type: "array", contains: { const: 7 } } }),
    closed({
      x: {
        items: { type: "integer" },
        contains: { minimum: 100 },
        minContains: 2,
        maxContains: 2,
        minItems: 4,
      },
    }),
    closed({ x: { prefixItems: [{ type: "string" }], contains: { type: "null" }, type: "array" } }),
    closed({
      x: {
        maxItems: 1,
        allOf: [{ contains: { minimum: 3 } }, { contains: { maximum: 3 } }],
        type: "array",
      },
    }),
  ],
  "with patterns": [
    closed({
      sku: { type: "string", pattern: "^[A-Z]{3}-\\d{4}$" },
      colour: { type: "string", pattern: "^#[0-9a-f]{6}$" },
    }),
    closed({
      x: { type: "string", pattern: "^(ab)+$", minLength: 7 },
      y: { type: "string", pattern: "x", minLength: 5, maxLength: 5 },
    }),
    closed({
      x: {
        type: "string",
        allOf: [{ pattern: "^a" }, { pattern: "z$" }, { pattern: "[0-9]{3}" }],
        minLength: 10,
      },
    }),
    closed({
      x: { type: "string", pattern: "\\bcat\\b", minLength: 12 },
      y: { type: "string", pattern: "^(?i)abc\\z" },
    }),
    closed({
      x: { type: "string", pattern: "^\\p{Han}{2,4}$" },
      y: { type: "string", pattern: "^[^a-z]{2,}$" },
    }),
  ],
  "with lengths": [
    closed({
      x: { type: "string", minLength: 50 },
      y: { type: "string", maxLength: 3 },
      z: { type: "string", maxLength: 0 },
    }),
    closed({
      x: { type: "string", format: "email", minLength: 40 },
      y: { type: "string", format: "email", maxLength: 8 },
    }),
  ],
  "with number ranges": [
    closed({
      a: { type: "integer", exclusiveMinimum: 10, maximum: 11 },
      b: { type: "integer", maximum: -5 },
      c: { type: "integer", minimum: 0.5, maximum: 1.5 },
    }),
    closed({
      a: { type: "number", exclusiveMinimum: 0, exclusiveMaximum: 0.001 },
      b: { type: "number", minimum: 1e300 },
      c: { exclusiveMaximum: 0 },
    }),
    closed({
      a: { type: "integer", multipleOf: 7, minimum: 8 },
      b: { type: "integer", allOf: [{ multipleOf: 4 }, { multipleOf: 6 }] },
      c: { type: "number", multipleOf: 0.01, minimum: 0.005, maximum: 0.02 },
    }),
  ],
};
