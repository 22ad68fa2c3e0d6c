import { type Demand, isKeywords, isSchema, type Keywords, numbersOf, type Search } from "./demand";
import { makeMatching } from "./pattern/text";
import { type Properties, readProperties } from "./properties";
import { combinations, interleave, type Lazy, lazy } from "./streams";

/** The maximum number of names to check when looking for open ones. */
const MAX_NAMES = 300;

/**
 * Makes objects of some schemas: with all optional properties, with only the required ones, then in
 * between.
 */
export function makeObjects(
  plain: readonly Keywords[],
  demand: Demand,
  search: Search,
): Iterable<unknown> {
  const properties = readProperties(plain, search.resolve);
  const columns = new Map<string, Lazy>();
  const columnOf = (name: string): Lazy => {
    const schemas = properties.schemasOf(name);
    const column = columns.get(name) ?? lazy(search.values({ ...demand, schemas, name }));
    columns.set(name, column);
    return column;
  };
  const isFillable = (name: string): boolean =>
    properties.names.every((schema) => search.accepts(schema, name)) &&
    columnOf(name).at(0) !== undefined;
  if (![...properties.required].every(isFillable)) return [];
  const minimum = Math.max(0, ...numbersOf(plain, "minProperties"));
  const maximum = Math.min(Infinity, ...numbersOf(plain, "maxProperties"));
  const optional = properties.declared.filter((name) => !properties.required.has(name));
  const make = function* (chosen: readonly string[]): Generator {
    const wanted = [...properties.required, ...chosen].slice(0, maximum);
    const picked = wanted.filter(isFillable);
    const missing = Math.max(minimum, wantsEntry(plain, search) ? 1 : 0) - picked.length;
    if (missing > 0) picked.push(...findMore(picked, missing));
    if (picked.length < minimum || picked.length > maximum) return;
    const names = inOrder(picked, properties.declared);
    for (const values of combinations(names.map(columnOf))) {
      yield Object.fromEntries(names.map((name, index) => [name, values[index]]));
    }
  };
  const findMore = (picked: readonly string[], count: number): string[] => {
    const found: string[] = [];
    for (const name of listFreeNames(properties, demand, search)) {
      if (found.length >= count) break;
      if (picked.includes(name) || found.includes(name) || !isFillable(name)) continue;
      found.push(name);
    }
    return found;
  };
  const sets = [[], ...optional.map((name) => [name])];
  return interleave((search.isGenerous() ? [optional, ...sets] : [...sets, optional]).map(make));
}

/** Gives a map at least one entry, because an empty map shows nothing. */
function wantsEntry(plain: readonly Keywords[], search: Search): boolean {
  const isMap = plain.some(({ additionalProperties, patternProperties }) =>
    [additionalProperties, patternProperties].some(isKeywords),
  );
  return isMap && search.isGenerous() && !plain.some(({ properties }) => isSchema(properties));
}

/** Sorts names: declared ones in the order of declaration, then all others. */
function inOrder(names: readonly string[], declared: readonly string[]): string[] {
  const chosen = new Set(names);
  const first = declared.filter((name) => chosen.has(name));
  return [...new Set([...first, ...names])];
}

/**
 * Lists names for undeclared properties: those that `propertyNames` and the patterns suggest, then
 * others.
 */
function* listFreeNames(
  { declared, patterns, names }: Properties,
  demand: Demand,
  search: Search,
): Generator<string> {
  const suggested =
    names.length > 0
      ? [search.values({ ...demand, schemas: [{ type: "string" }, ...names], name: "" })]
      : [];
  const matching = patterns.map((pattern) =>
    makeMatching({ patterns: [pattern], refused: [], minimum: 1, maximum: Infinity }),
  );
  const plain = Array.from({ length: MAX_NAMES }, (_, index) => `item${index + 1}`);
  const all = interleave([declared, ...matching, plain, ...suggested]);
  let count = 0;
  for (const name of all) {
    if ((count += 1) > MAX_NAMES * 3) return;
    if (typeof name === "string") yield name;
  }
}
