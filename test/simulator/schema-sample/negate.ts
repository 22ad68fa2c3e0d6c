import {
  isSchema,
  type Keywords,
  listNames,
  listSchemas,
  namedSchemas,
  type Schema,
} from "./demand";
import { isTypeOnly } from "./types";

const known = new WeakMap<Keywords, Keywords>();

/**
 * Returns the schema of everything that another rejects: one object per schema, so that it can be
 * identified.
 */
export function not(schema: Schema): Schema {
  if (typeof schema === "boolean") return !schema;
  const negation = known.get(schema) ?? { not: schema };
  known.set(schema, negation);
  return negation;
}

/** Reports whether the makers of values handle a `not` themselves, by trying another value. */
export function isSimpleNegation(schema: unknown): boolean {
  if (!isSchema(schema) || typeof schema === "boolean") return false;
  const [keyword = "", ...more] = Object.keys(schema);
  return (
    isTypeOnly(schema) ||
    (more.length === 0 && ["const", "enum", "pattern", "multipleOf"].includes(keyword))
  );
}

/** Keywords that do not constrain a value. */
const NOTES = new Set(["title", "description", "$defs", "definitions", "then", "else", "format"]);

/**
 * Lists ways to satisfy `not`: each breaks one keyword of the schema. Some keywords are left to
 * trial.
 */
export function waysToBreak(schema: Schema, resolve: (reference: string) => Schema): Schema[] {
  if (typeof schema === "boolean") return [!schema];
  const isKnown = (keyword: string): boolean =>
    keyword === "$ref" || NOTES.has(keyword) || BREAKERS[keyword] !== undefined;
  const ways = Object.entries(schema).flatMap(([keyword, value]) => {
    if (keyword === "$ref" && typeof value === "string") return [not(resolve(value))];
    return BREAKERS[keyword]?.(value, schema) ?? [];
  });
  return Object.keys(schema).every(isKnown) ? ways : [...ways, true];
}

type Breaker = (value: unknown, schema: Keywords) => Schema[];

/** Breaks a bound by requiring the opposite, `offset` away. */
function opposite(type: string, keyword: string, offset: number): Breaker {
  return (value) => (typeof value === "number" ? [{ type, [keyword]: value + offset }] : []);
}

const simple =
  (keyword: string, type?: string): Breaker =>
  (value) => [{ ...(type !== undefined && { type }), not: { [keyword]: value } }];

const BREAKERS: Readonly<Record<string, Breaker>> = {
  type: simple("type"),
  const: simple("const"),
  enum: simple("enum"),
  pattern: simple("pattern", "string"),
  multipleOf: simple("multipleOf", "number"),
  uniqueItems: (value) => (value === true ? [{ type: "array", minItems: 2 }] : []),
  minLength: opposite("string", "maxLength", -1),
  maxLength: opposite("string", "minLength", 1),
  minimum: opposite("number", "exclusiveMaximum", 0),
  maximum: opposite("number", "exclusiveMinimum", 0),
  exclusiveMinimum: opposite("number", "maximum", 0),
  exclusiveMaximum: opposite("number", "minimum", 0),
  minItems: opposite("array", "maxItems", -1),
  maxItems: opposite("array", "minItems", 1),
  minProperties: opposite("object", "maxProperties", -1),
  maxProperties: opposite("object", "minProperties", 1),
  required: (value) =>
    listNames(value).map((name) => ({ type: "object", properties: { [name]: false } })),
  properties: (value) => namedSchemas(value).map(([name, schema]) => holding(name, not(schema))),
  additionalProperties: (value, schema) => {
    const names = namedSchemas(schema["properties"]).map(([name]) => name);
    return isSchema(value) ? [holding(findFreeName(names), not(value))] : [];
  },
  propertyNames: (value) =>
    isSchema(value) ? [{ type: "object", minProperties: 1, propertyNames: not(value) }] : [],
  items: (value) => (isSchema(value) ? [{ type: "array", contains: not(value) }] : []),
  contains: (value) => (isSchema(value) ? [{ type: "array", items: not(value) }] : []),
  prefixItems: (value) =>
    listSchemas(value).map((schema, index) => ({
      type: "array",
      minItems: index + 1,
      prefixItems: [...Array.from({ length: index }, () => true), not(schema)],
    })),
  not: (value) => (isSchema(value) ? [value] : []),
  allOf: (value) => listSchemas(value).map(not),
  anyOf: (value) => [{ allOf: listSchemas(value).map(not) }],
  oneOf: (value) => {
    const schemas = listSchemas(value);
    const pairs = schemas.slice(1).map((schema) => ({ allOf: [schemas[0] ?? true, schema] }));
    return [{ allOf: schemas.map(not) }, ...pairs];
  },
  if: (value, schema) => {
    if (!isSchema(value)) return [];
    const { then, else: otherwise } = schema;
    return [
      ...(isSchema(then) ? [{ allOf: [value, not(then)] }] : []),
      ...(isSchema(otherwise) ? [{ allOf: [not(value), not(otherwise)] }] : []),
    ];
  },
};

function holding(name: string, schema: Schema): Schema {
  return { type: "object", required: [name], properties: { [name]: schema } };
}

function findFreeName(names: readonly string[]): string {
  let number = 1;
  while (names.includes(`extra${number}`)) number += 1;
  return `extra${number}`;
}
