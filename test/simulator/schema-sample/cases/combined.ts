import { closed, type Schema } from "./closed";
import { conditional } from "./satisfiable";

const EXPRESSION = {
  $defs: {
    Expression: {
      anyOf: [
        closed({
          operator: { enum: ["+", "*"] },
          operands: { type: "array", minItems: 2, items: { $ref: "#/$defs/Expression" } },
        }),
        closed({ literal: { type: "number" } }),
      ],
    },
  },
  ...closed({ expression: { $ref: "#/$defs/Expression" } }),
};

/** Schemas that choose between others, reference them or negate them. */
export const COMBINED: Readonly<Record<string, readonly Schema[]>> = {
  "that contains itself": [
    EXPRESSION,
    {
      $defs: {
        Folder: {
          type: "object",
          required: ["files"],
          properties: { files: { type: "array", items: { $ref: "#/$defs/File" } } },
        },
        File: {
          type: "object",
          required: ["parent"],
          properties: { parent: { $ref: "#/$defs/Folder" } },
        },
      },
      ...closed({ root: { $ref: "#/$defs/Folder" } }),
    },
    {
      $dynamicAnchor: "tree",
      type: "object",
      properties: { leaves: { items: { $dynamicRef: "#tree" }, minItems: 0 } },
    },
  ],
  "with references": [
    {
      type: "object",
      definitions: { Old: { const: 7 } },
      properties: { a: { $ref: "#/definitions/Old" } },
      required: ["a"],
    },
    closed({ first: { type: "string", maxLength: 3 }, second: { $ref: "#/properties/first" } }),
    { $defs: { "a/b c~": { const: 4 } }, ...closed({ x: { $ref: "#/$defs/a~1b%20c~0" } }) },
    {
      $defs: { N: { $anchor: "number", type: "integer" } },
      ...closed({ x: { $ref: "#number", minimum: 40 } }),
    },
    {
      $id: "https://example.com/root",
      $defs: { N: { $id: "part", const: 1 } },
      ...closed({ x: { $ref: "part" } }),
    },
    { $ref: "#/$defs/Whole", $defs: { Whole: closed({ x: { type: "boolean" } }) } },
  ],
  "with anyOf": [
    closed({
      x: { anyOf: [false, { type: "string", maxLength: 0, minLength: 1 }, { type: "boolean" }] },
    }),
    {
      type: "object",
      properties: { a: {}, b: {} },
      anyOf: [{ required: ["a"] }, { required: ["b"] }],
    },
    closed({
      x: {
        allOf: [
          { anyOf: [{ type: "string" }, { type: "integer" }] },
          { anyOf: [{ type: "integer" }, { type: "null" }] },
        ],
      },
    }),
  ],
  "with oneOf": [
    closed({ x: { oneOf: [{ type: "integer" }, { type: "number" }] } }),
    closed({
      x: {
        oneOf: [
          { type: "integer", minimum: 0 },
          { type: "integer", maximum: 20 },
        ],
      },
    }),
    {
      type: "object",
      properties: { a: {}, b: {} },
      oneOf: [{ required: ["a"] }, { required: ["b"] }],
    },
  ],
  "with allOf": [
    closed({
      x: {
        allOf: [{ minimum: 5 }, { maximum: 6 }, { multipleOf: 0.5 }, { exclusiveMinimum: 5 }],
        type: "number",
      },
    }),
    closed({ x: { allOf: [{ enum: ["a", "b"] }, { enum: ["b", "c"] }] } }),
    {
      allOf: [
        { properties: { a: { type: "string" } }, required: ["a"] },
        { properties: { a: { minLength: 40 } } },
      ],
    },
  ],
  "with not": [
    closed({
      a: { not: { type: "string" } },
      b: { enum: [1, 2], not: { const: 1 } },
      c: { type: "integer", not: { minimum: 0 } },
    }),
    closed({
      a: { type: "string", not: { maxLength: 30 } },
      b: { type: "string", not: { pattern: "a" } },
    }),
    { type: "object", properties: { a: {}, b: {} }, not: { required: ["a", "b"] } },
    { type: "object", required: ["a"], not: { properties: { a: { type: ["string", "object"] } } } },
    closed({
      x: { type: ["integer", "boolean"], not: { anyOf: [{ type: "integer" }, { const: true }] } },
    }),
  ],
  "with if, then and else": [
    {
      ...closed({ country: { enum: ["CN", "US"] }, zip: { type: "string" } }),
      ...conditional(
        { properties: { country: { const: "CN" } } },
        { properties: { zip: { pattern: "^\\d{6}$" } } },
      ),
    },
    {
      ...closed({ country: { const: "US" }, zip: { type: "string" } }),
      ...conditional({ properties: { country: { const: "CN" } } }, false, {
        properties: { zip: { maxLength: 5 } },
      }),
    },
    {
      type: "object",
      properties: { kind: { enum: ["a", "b", "c"] } },
      required: ["kind"],
      allOf: ["a", "b", "c"].map((kind) =>
        conditional({ properties: { kind: { const: kind } } }, { required: [`only_${kind}`] }),
      ),
    },
  ],
};
