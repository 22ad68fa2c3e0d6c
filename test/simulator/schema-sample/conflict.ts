import { isKeywords, type Keywords, listNames, namedSchemas, numbersOf, toKey } from "./demand";
import { kindOf, kindsOf } from "./types";

/** The maximum depth to which required properties are checked. */
const MAX_DEPTH = 3;

/**
 * Reports whether adjacent keywords contradict each other, so that no value needs to be searched.
 */
export function isHopeless(plain: readonly Keywords[], depth = 0): boolean {
  const kinds = kindsOf(plain);
  if (kinds.length === 0) return true;
  const choices = choicesOf(plain);
  if (choices) return !choices.some((value) => kinds.includes(kindOf(value)));
  const [only, ...others] = kinds;
  if (others.length > 0) return false;
  if (only === "string") return isEmptyRange(plain, "minLength", "maxLength");
  if (only === "array") return isEmptyRange(plain, "minItems", "maxItems");
  if (only !== "object") return false;
  return isEmptyRange(plain, "minProperties", "maxProperties") || lacksProperty(plain, depth);
}

/** Returns the values that `const` and `enum` allow, or null if there are none of these. */
export function choicesOf(plain: readonly Keywords[]): unknown[] | null {
  const lists = plain.flatMap((schema) => listChoices(schema));
  const excluded = plain.flatMap(({ not }) => (isKeywords(not) ? listExcluded(not) : []));
  const [first, ...rest] = lists;
  if (!first) return null;
  const allowed = rest.map((values) => new Set(values.map(toKey)));
  const refused = new Set(excluded.map(toKey));
  return first.filter((value) => {
    const key = toKey(value);
    return !refused.has(key) && allowed.every((keys) => keys.has(key));
  });
}

function listChoices(schema: Keywords): unknown[][] {
  const { enum: values, const: value } = schema;
  return [
    ...(Array.isArray(values) ? [values as unknown[]] : []),
    ...(value === undefined ? [] : [[value]]),
  ];
}

/**
 * Lists the values that a `not` with a single keyword excludes; more keywords together exclude
 * less.
 */
function listExcluded(schema: Keywords): unknown[] {
  return Object.keys(schema).length === 1 ? listChoices(schema).flat() : [];
}

function isEmptyRange(plain: readonly Keywords[], lower: string, upper: string): boolean {
  return Math.max(0, ...numbersOf(plain, lower)) > Math.min(Infinity, ...numbersOf(plain, upper));
}

function lacksProperty(plain: readonly Keywords[], depth: number): boolean {
  if (depth >= MAX_DEPTH) return false;
  const required = new Set(plain.flatMap((schema) => listNames(schema["required"])));
  if (required.size === 0) return false;
  const schemas = plain.map((schema) => new Map(namedSchemas(schema["properties"])));
  return [...required].some((name) => {
    const named = schemas.flatMap((properties) => properties.get(name) ?? []);
    if (named.includes(false)) return true;
    const several = named.filter(isKeywords);
    return several.length > 1 && isHopeless(several, depth + 1);
  });
}
