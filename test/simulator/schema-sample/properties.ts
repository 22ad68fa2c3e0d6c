import { RE2JS } from "re2js";

import {
  isSchema,
  type Keywords,
  listNames,
  listSchemas,
  namedSchemas,
  type Schema,
} from "./demand";

/** What several schemas together require of an object's properties. */
export type Properties = {
  /** The names in the schemas, in order. */
  readonly declared: readonly string[];
  readonly required: ReadonlySet<string>;
  readonly patterns: readonly string[];
  /** What the name of every property must satisfy. */
  readonly names: readonly Schema[];
  /** Returns what a property of this name must satisfy. */
  schemasOf: (name: string) => Schema[];
};

export function readProperties(
  plain: readonly Keywords[],
  resolve: (reference: string) => Schema,
): Properties {
  const readers = plain.map(readOne);
  const closed = plain.flatMap((schema) => {
    const rest = schema["unevaluatedProperties"];
    if (!isSchema(rest)) return [];
    const inside = listInPlace(schema, resolve);
    return [{ rest, inside: readers.filter((reader) => inside.has(reader.schema)) }];
  });
  return {
    declared: [...new Set(readers.flatMap(({ declared }) => [...declared.keys()]))],
    required: new Set(plain.flatMap((schema) => listNames(schema["required"]))),
    patterns: readers.flatMap(({ patterns }) => patterns.map(({ pattern }) => pattern)),
    names: plain.map((schema) => schema["propertyNames"]).filter(isSchema),
    schemasOf: (name) => [
      ...readers.flatMap((reader) => reader.schemasOf(name)),
      ...closed
        .filter(({ inside }) => !inside.some((reader) => reader.evaluates(name)))
        .map(({ rest }) => rest),
    ],
  };
}

/** Lists a schema and all that it applies to the same value, including through references. */
function listInPlace(
  schema: Schema,
  resolve: (reference: string) => Schema,
  found = new Set<Keywords>(),
): Set<Keywords> {
  if (typeof schema === "boolean" || found.has(schema)) return found;
  found.add(schema);
  const { allOf, anyOf, oneOf, if: condition, then, else: otherwise, $ref } = schema;
  const next = [
    ...[allOf, anyOf, oneOf].flatMap(listSchemas),
    ...[condition, then, otherwise].filter(isSchema),
    ...namedSchemas(schema["dependentSchemas"]).map(([, dependent]) => dependent),
    ...(typeof $ref === "string" ? [resolve($ref)] : []),
  ];
  for (const each of next) listInPlace(each, resolve, found);
  return found;
}

function readOne(schema: Keywords) {
  const declared = new Map(namedSchemas(schema["properties"]));
  const additional = schema["additionalProperties"];
  const patterns = namedSchemas(schema["patternProperties"]).map(([pattern, value]) => {
    const compiled = RE2JS.compile(pattern);
    return { pattern, value, matches: (name: string) => compiled.matcher(name).find() };
  });
  const covers = (name: string): boolean =>
    declared.has(name) || patterns.some(({ matches }) => matches(name));
  return {
    schema,
    declared,
    patterns,
    evaluates: (name: string): boolean => covers(name) || additional !== undefined,
    schemasOf: (name: string): Schema[] => {
      const own = declared.get(name);
      const matching = patterns.filter(({ matches }) => matches(name)).map(({ value }) => value);
      if (covers(name)) return own === undefined ? matching : [own, ...matching];
      return isSchema(additional) ? [additional] : [];
    },
  };
}
