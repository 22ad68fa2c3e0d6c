import { closed, type Schema } from "./closed";

export const EMPLOYEE = {
  $defs: {
    Role: { enum: ["engineer", "designer"], title: "Role", type: "string" },
    Address: closed({ street: { type: "string" }, zip: { type: "string", pattern: "^\\d{6}$" } }),
  },
  ...closed({
    full_name: { title: "Full Name", type: "string" },
    role: { $ref: "#/$defs/Role" },
    address: { anyOf: [{ $ref: "#/$defs/Address" }, { type: "null" }], default: null },
    skills: { items: { type: "string" }, title: "Skills", type: "array" },
    budget: { additionalProperties: { type: "number" }, type: "object" },
    hired_on: { format: "date", type: "string" },
  }),
};

const SHAPES = closed({
  shapes: {
    type: "array",
    minItems: 2,
    items: {
      oneOf: [
        closed({ kind: { const: "circle", type: "string" }, radius: { exclusiveMinimum: 0 } }),
        closed({ kind: { const: "box", type: "string" }, sides: { type: "array", minItems: 2 } }),
      ],
    },
  },
});

const MATHS = closed({
  steps: {
    type: "array",
    items: closed({ explanation: { type: "string" }, output: { type: "string" } }),
  },
  final_answer: { type: "string" },
});

const INTERFACE = {
  type: "object",
  properties: {
    type: { type: "string", enum: ["div", "button", "field"] },
    label: { type: "string" },
    children: { type: "array", items: { $ref: "#" } },
    attributes: {
      type: "array",
      items: closed({ name: { type: "string" }, value: { type: "string" } }),
    },
  },
  required: ["type", "label", "children", "attributes"],
  additionalProperties: false,
};

export const LINKED_LIST = {
  $defs: {
    Link: closed({
      value: { type: "number" },
      next: { anyOf: [{ $ref: "#/$defs/Link" }, { type: "null" }] },
    }),
  },
  ...closed({ list: { $ref: "#/$defs/Link" } }),
};

/** Schemas as libraries generate them. */
export const GENERATED: Readonly<Record<string, readonly Schema[]>> = {
  "as pydantic writes it": [EMPLOYEE],
  "of a discriminated union": [SHAPES],
  "of OpenAI's examples": [MATHS, INTERFACE, LINKED_LIST],
};
