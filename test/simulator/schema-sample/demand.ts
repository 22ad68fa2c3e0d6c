/** A JSON Schema: an object of keywords, or true for anything and false for nothing. */
export type Schema = boolean | Keywords;
export type Keywords = Readonly<Record<string, unknown>>;

/** What one value must satisfy: all of the schemas at once. */
export type Demand = {
  readonly schemas: readonly Schema[];
  /** The property that holds the value: a hint for its text. */
  readonly name: string;
  /** How often each referenced schema was entered on the way here. */
  readonly entered: ReadonlyMap<Keywords, number>;
};

/** What every part of the search shares. */
export type Search = {
  resolve: (reference: string) => Schema;
  accepts: (schema: Schema, value: unknown) => boolean;
  /** The values that satisfy a demand, the likeliest first. Ends when the work is used up. */
  values: (demand: Demand) => Iterable<unknown>;
  /** Text for a property without a format or a pattern. */
  text: (name: string) => string;
  /** Counts one piece of work; false when none is left. */
  spend: () => boolean;
  left: () => number;
  /** False when what is optional should be left out: the value has grown large. */
  isGenerous: () => boolean;
  /** How often a schema may contain itself. */
  maxEntered: number;
  /** True to try whatever the other schemas allow where a `not` cannot be broken on purpose. */
  isThorough: boolean;
  /** The part of the work left that one way to satisfy a demand may use up. */
  wayShare: number;
};

export function isKeywords(value: unknown): value is Keywords {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The schemas in a keyword such as `allOf`; none if it is absent. */
export function listSchemas(value: unknown): Schema[] {
  return Array.isArray(value) ? value.filter(isSchema) : [];
}

/** The named schemas in a keyword such as `properties`; none if it is absent. */
export function namedSchemas(value: unknown): [name: string, schema: Schema][] {
  if (!isKeywords(value)) return [];
  return Object.entries(value).flatMap(([name, schema]) =>
    isSchema(schema) ? [[name, schema] satisfies [string, Schema]] : [],
  );
}

export function isSchema(value: unknown): value is Schema {
  return typeof value === "boolean" || isKeywords(value);
}

/** The strings in a keyword such as `required`; none if it is absent. */
export function listNames(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((name) => typeof name === "string") : [];
}

/** The numbers that several schemas give to one keyword. */
export function numbersOf(plain: readonly Keywords[], keyword: string): number[] {
  return plain.flatMap((schema) => {
    const value = schema[keyword];
    return typeof value === "number" ? [value] : [];
  });
}

/** A text that two values share exactly when they are equal as JSON. */
export function toKey(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(toKey).join(",")}]`;
  if (!isKeywords(value)) return JSON.stringify(value) ?? "undefined";
  const names = Object.keys(value).toSorted();
  return `{${names.map((name) => `${JSON.stringify(name)}:${toKey(value[name])}`).join(",")}}`;
}
