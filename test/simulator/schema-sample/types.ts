import { isKeywords, type Keywords } from "./demand";

/** The kinds of JSON values. `fraction` is a number that is not an integer. */
export type Kind = "string" | "integer" | "fraction" | "boolean" | "object" | "array" | "null";

const KINDS: readonly Kind[] = [
  "string",
  "integer",
  "fraction",
  "boolean",
  "object",
  "array",
  "null",
];

/** The kind that a keyword implies if the schema has no type. */
const IMPLIED: Readonly<Record<string, Kind>> = {
  properties: "object",
  required: "object",
  patternProperties: "object",
  additionalProperties: "object",
  propertyNames: "object",
  minProperties: "object",
  items: "array",
  prefixItems: "array",
  contains: "array",
  minItems: "array",
  uniqueItems: "array",
  minimum: "integer",
  maximum: "integer",
  exclusiveMinimum: "integer",
  exclusiveMaximum: "integer",
  multipleOf: "integer",
};

/** Lists the kinds that all schemas allow, the most likely first and null last. */
export function kindsOf(plain: readonly Keywords[]): Kind[] {
  const allowed = plain.reduce<readonly Kind[]>((kinds, schema) => {
    const excluded = isKeywords(schema["not"]) ? typesOf(schema["not"]) : null;
    const named = typesOf(schema);
    const left = named ? named.filter((kind) => kinds.includes(kind)) : kinds;
    const isExcluded = isTypeOnly(schema["not"]) && excluded !== null;
    return isExcluded ? left.filter((kind) => !excluded.includes(kind)) : left;
  }, KINDS);
  const implied = new Set(
    plain.flatMap((schema) => Object.keys(schema).map((keyword) => IMPLIED[keyword])),
  );
  const rank = (kind: Kind): number => (kind === "null" ? 2 : implied.has(kind) ? 0 : 1);
  const isNamed = plain.some((schema) => schema["type"] !== undefined);
  return isNamed
    ? allowed.toSorted((a, b) => Number(a === "null") - Number(b === "null"))
    : allowed.toSorted((a, b) => rank(a) - rank(b));
}

export function kindOf(value: unknown): Kind {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  if (typeof value === "number") return Number.isInteger(value) ? "integer" : "fraction";
  if (typeof value === "string") return "string";
  return typeof value === "boolean" ? "boolean" : "object";
}

/** Reports whether a schema only restricts the types of a value. */
export function isTypeOnly(schema: unknown): boolean {
  return isKeywords(schema) && Object.keys(schema).join("") === "type";
}

/** Lists a schema's types; null if it has none. */
function typesOf(schema: Keywords): Kind[] | null {
  const { type, nullable } = schema;
  if (type === undefined) return null;
  const named = (Array.isArray(type) ? (type as unknown[]) : [type]).flatMap((name) =>
    name === "number" ? ["integer", "fraction"] : [name],
  );
  const kinds = named.flatMap((name) => KINDS.filter((kind) => kind === name));
  return nullable === true ? [...kinds, "null"] : kinds;
}
