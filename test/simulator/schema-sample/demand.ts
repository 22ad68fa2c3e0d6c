/** A JSON Schema: an object of keywords, true for anything, or false for nothing. */
export type Schema = boolean | Keywords;
export type Keywords = Readonly<Record<string, unknown>>;

/** What one value must satisfy: all of the schemas at once. */
export type Demand = {
  readonly schemas: readonly Schema[];
  /** The name of the property that holds the value, as a hint for its text. */
  readonly name: string;
  /** How often each referenced schema was entered on the way here. */
  readonly entered: ReadonlyMap<Keywords, number>;
};

/** What all parts of the search share. */
export type Search = {
  resolve: (reference: string) => Schema;
  accepts: (schema: Schema, value: unknown) => boolean;
  /**
   * Returns the values that satisfy a demand, the most likely first. Ends when the work is used up.
   */
  values: (demand: Demand) => Iterable<unknown>;
  /** Returns text for a property without a format or a pattern. */
  text: (name: string) => string;
  /** Counts one unit of work; false when none is left. */
  spend: () => boolean;
  left: () => number;
  /** Returns false if optional parts should be omitted because the value has grown large. */
  isGenerous: () => boolean;
  /** How often a schema may contain itself. */
  maxEntered: number;
  /**
   * If true, a `not` that cannot be broken deliberately is met by trying values that the other
   * schemas allow.
   */
  isThorough: boolean;
  /** The share of the remaining work that one way to satisfy a demand may use. */
  wayShare: number;
};

export function isKeywords(value: unknown): value is Keywords {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Lists the schemas in a keyword such as `allOf`; empty if absent. */
export function listSchemas(value: unknown): Schema[] {
  return Array.isArray(value) ? value.filter(isSchema) : [];
}

/** Lists the named schemas in a keyword such as `properties`; empty if absent. */
export function namedSchemas(value: unknown): [name: string, schema: Schema][] {
  if (!isKeywords(value)) return [];
  return Object.entries(value).flatMap(([name, schema]) =>
    isSchema(schema) ? [[name, schema] satisfies [string, Schema]] : [],
  );
}

export function isSchema(value: unknown): value is Schema {
  return typeof value === "boolean" || isKeywords(value);
}

/** Lists the strings in a keyword such as `required`; empty if absent. */
export function listNames(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((name) => typeof name === "string") : [];
}

/** Lists the numbers that several schemas give for one keyword. */
export function numbersOf(plain: readonly Keywords[], keyword: string): number[] {
  return plain.flatMap((schema) => {
    const value = schema[keyword];
    return typeof value === "number" ? [value] : [];
  });
}

/** Returns a text that two values share exactly if they are equal as JSON. */
export function toKey(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(toKey).join(",")}]`;
  if (!isKeywords(value)) return JSON.stringify(value) ?? "undefined";
  const names = Object.keys(value).toSorted();
  return `{${names.map((name) => `${JSON.stringify(name)}:${toKey(value[name])}`).join(",")}}`;
}
