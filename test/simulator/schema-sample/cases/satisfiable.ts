import fc from "fast-check";

type Schema = Record<string, unknown>;

const name = fc.constantFrom("id", "name", "city", "note", "a/b", "x~y", "数量");
const text = fc.oneof(
  fc.stringMatching(/^[a-z]{0,8}$/),
  fc.constantFrom("北京", "2024-02-29", "A-1"),
);
const integer = fc.integer({ min: -50, max: 50 });

const leaf = fc.oneof<fc.Arbitrary<unknown>[]>(
  text,
  integer,
  integer.map((value) => value + 0.25),
  fc.boolean(),
  fc.constant(null),
);

const { value: anyValue } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 2 },
    leaf,
    fc.array(tie("value"), { maxLength: 3 }),
    fc.dictionary(name, tie("value"), { maxKeys: 4, noNullPrototype: true }),
  ),
}));

/** Object schemas that can be satisfied: each is written around a value, its witness. */
export const satisfiable: fc.Arbitrary<{ schema: Schema; witness: unknown }> = fc
  .dictionary(name, anyValue, { maxKeys: 4, noNullPrototype: true })
  .chain((witness) => describe(witness).map((schema) => ({ schema: asRoot(schema), witness })));

/** Makes a root schema: the gateway accepts only objects, and references point into the root. */
function asRoot(schema: Schema): Schema {
  const definitions: Schema = {};
  const lift = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(lift);
    if (typeof value !== "object" || value === null) return value;
    const { lifted, ...rest } = value as Schema;
    if (lifted === undefined) {
      return Object.fromEntries(Object.entries(rest).map(([key, item]) => [key, lift(item)]));
    }
    const key = `d${Object.keys(definitions).length}`;
    definitions[key] = {};
    definitions[key] = lift(lifted);
    return { $ref: `#/$defs/${key}` };
  };
  const lifted = lift(schema) as Schema;
  return {
    ...lifted,
    $defs: definitions,
    ...(lifted["type"] === undefined ? {} : { type: "object" }),
  };
}

function describe(value: unknown): fc.Arbitrary<Schema> {
  return fc
    .tuple(describePlainly(value), describePlainly(value))
    .chain(([one, other]) => wrap(value, one, other));
}

/** Rewrites a schema with keywords that combine schemas. */
function wrap(value: unknown, one: Schema, other: Schema): fc.Arbitrary<Schema> {
  const strange = { type: value === null ? "boolean" : "null" };
  return fc.constantFrom<Schema[]>(
    one,
    one,
    one,
    { allOf: [one, other] },
    { anyOf: [one, strange] },
    { anyOf: [strange, one] },
    { anyOf: [false, one] },
    { oneOf: [strange, one] },
    { allOf: [{ anyOf: [strange, one] }, { not: strange }] },
    { ...one, not: strange },
    { ...one, not: { not: other } },
    conditional(strange, false, one),
    conditional(one, other, false),
    { lifted: one },
    { lifted: one, description: "referenced" },
    { enum: [value, "other"], allOf: [one] },
  );
}

/** Built from entries, because an object literal with a `then` looks like a promise. */
export function conditional(
  ...schemas: [condition: unknown, met: unknown, unmet?: unknown]
): Schema {
  const keywords = ["if", "then", "else"];
  return Object.fromEntries(schemas.map((schema, index) => [keywords[index], schema]));
}

function describePlainly(value: unknown): fc.Arbitrary<Schema> {
  if (value === null) return fc.constantFrom<Schema[]>({ type: "null" }, { const: null });
  if (Array.isArray(value)) return describeArray(value);
  if (typeof value === "string") return describeText(value);
  if (typeof value === "number") return describeNumber(value);
  if (typeof value === "boolean") return fc.constant({ type: "boolean" });
  return describeObject(value as Schema);
}

function describeText(value: string): fc.Arbitrary<Schema> {
  const length = Array.from(value).length;
  return fc.constantFrom<Schema[]>(
    { type: "string" },
    { type: ["string", "null"], minLength: length },
    { type: "string", maxLength: length },
    { type: "string", minLength: length, maxLength: length },
    { type: "string", pattern: `^.{${length}}$` },
    { type: "string", pattern: `${value}$`, minLength: length },
    { type: "string", not: { minLength: length + 1 } },
    { enum: [value, 7] },
    { const: value },
  );
}

function describeNumber(value: number): fc.Arbitrary<Schema> {
  const type = Number.isInteger(value) ? "integer" : "number";
  return fc.constantFrom<Schema[]>(
    { type },
    { type, minimum: value },
    { type, exclusiveMinimum: value - 1, maximum: value },
    { type, exclusiveMaximum: value + 0.5 },
    { type, multipleOf: 0.25, minimum: value - 3, maximum: value },
    { type: "number", not: { minimum: value + 1 } },
    { enum: ["none", value] },
  );
}

function describeArray(value: readonly unknown[]): fc.Arbitrary<Schema> {
  const items = fc.tuple(...value.map(describe));
  const isDistinct = new Set(value.map((item) => JSON.stringify(item))).size === value.length;
  return items.chain((schemas) => {
    const listed = schemas.length > 0 ? schemas : [true];
    return fc.constantFrom<Schema[]>(
      { type: "array", items: schemas.length > 0 ? { anyOf: schemas } : {} },
      { type: "array", prefixItems: listed, minItems: schemas.length, items: false },
      { type: "array", minItems: schemas.length, uniqueItems: isDistinct, prefixItems: listed },
      { type: "array", maxItems: schemas.length, ...(schemas[0] && { contains: schemas[0] }) },
      { type: "array", allOf: [{}, ...schemas.map((contains) => ({ contains }))] },
    );
  });
}

function describeObject(value: Schema): fc.Arbitrary<Schema> {
  const names = Object.keys(value);
  const schemas = fc.tuple(...names.map((key) => describe(value[key])));
  return fc.tuple(schemas, fc.subarray(names)).chain(([described, some]) => {
    const properties = Object.fromEntries(names.map((key, index) => [key, described[index]]));
    const type = "object";
    return fc.constantFrom<Schema[]>(
      { type, properties },
      { type, properties, required: some },
      { type, properties, required: names, additionalProperties: false },
      { type, properties, minProperties: names.length, maxProperties: names.length },
      {
        type,
        properties,
        propertyNames: { enum: [...names, "other"] },
        minProperties: names.length,
      },
      { type, properties, required: some, dependentRequired: { [some[0] ?? "none"]: names } },
      { type, allOf: [{ properties }], unevaluatedProperties: false, required: some },
      { type, required: names, additionalProperties: described[0] ? { anyOf: described } : true },
    );
  });
}
