import {
  type Demand,
  isSchema,
  type Keywords,
  listSchemas,
  numbersOf,
  type Schema,
  type Search,
  toKey,
} from "./demand";
import { not } from "./negate";
import { combinations, interleave, type Lazy, lazy } from "./streams";

/** The positions at which the elements for each `contains` start. */
type Layout = readonly number[];

type Wanted = { schema: Schema; minimum: number; maximum: number };

/** Number of lengths tried above the smallest. */
const MORE = 3;
const MAX_ITEMS = 10_000;

/** Makes arrays of some schemas: first the shortest useful length, then others. */
export function makeArrays(
  plain: readonly Keywords[],
  demand: Demand,
  search: Search,
): Iterable<unknown> {
  const wanted = listWanted(plain);
  const known = new Map<string, Lazy>();
  const columnsOf = (length: number, layout: Layout): Lazy[] =>
    listSlots(plain, length, layout).map((schemas) => {
      const key = schemas.map(toIdentity).join(",");
      const column = known.get(key) ?? lazy(search.values({ ...demand, schemas }));
      known.set(key, column);
      return column;
    });
  const isUnique = plain.some(({ uniqueItems }) => uniqueItems === true);
  const make = (length: number, layout: Layout): Iterable<unknown> =>
    length > MAX_ITEMS ? [] : fill(columnsOf(length, layout), isUnique);
  return interleave(
    lengthsOf(plain, search).flatMap((length) =>
      listLayouts(wanted, length, prefixOf(plain)).map((layout) => ({
        [Symbol.iterator]: () => make(length, layout)[Symbol.iterator](),
      })),
    ),
  );
}

const identities = new WeakMap<Keywords, number>();
let lastIdentity = 0;

/** Identifies a schema by its object, so that equal columns are made once. */
function toIdentity(schema: Schema): string {
  if (typeof schema === "boolean") return String(schema);
  const known = identities.get(schema) ?? (lastIdentity += 1);
  identities.set(schema, known);
  return String(known);
}

/** Lists lengths, the most likely first. */
function lengthsOf(plain: readonly Keywords[], search: Search): number[] {
  const wanted = listWanted(plain).map(({ minimum }) => minimum);
  const least = Math.max(0, ...numbersOf(plain, "minItems"), ...wanted);
  const most = Math.min(Infinity, ...numbersOf(plain, "maxItems"));
  const prefix = prefixOf(plain);
  const together = wanted.reduce((sum, minimum) => sum + minimum, 0);
  const says = search.isGenerous() && together === 0 ? 1 : 0;
  const usual = Math.max(least, says, prefix + together);
  const more = Array.from({ length: MORE + prefix }, (_, index) => least + index);
  const lengths = search.isGenerous() ? [usual, ...more, together] : [...more, usual, together];
  const inside = lengths.map((length) => Math.max(least, Math.min(length, most)));
  return [...new Set(inside)];
}

function prefixOf(plain: readonly Keywords[]): number {
  return Math.max(0, ...plain.map(({ prefixItems }) => listSchemas(prefixItems).length));
}

function listWanted(plain: readonly Keywords[]): Wanted[] {
  return plain.flatMap(({ contains, minContains, maxContains }) => {
    if (!isSchema(contains)) return [];
    const minimum = typeof minContains === "number" ? minContains : 1;
    const maximum = typeof maxContains === "number" ? maxContains : Infinity;
    return [{ schema: contains, minimum, maximum }];
  });
}

/** The maximum number of layouts to try. */
const MAX_LAYOUTS = 64;

/**
 * Lists layouts: first one element after another behind the prefix, then all others, because one
 * element may serve several.
 */
function listLayouts(wanted: readonly Wanted[], length: number, prefix: number): Layout[] {
  const inTurn: number[] = [];
  let start = prefix;
  for (const { minimum } of wanted) {
    inTurn.push(Math.max(0, Math.min(start, length - minimum)));
    start += minimum;
  }
  const others = wanted.reduce<Layout[]>(
    (layouts, { minimum }) =>
      layouts
        .flatMap((layout) =>
          Array.from({ length: Math.max(1, length - minimum + 1) }, (_, at) => [...layout, at]),
        )
        .slice(0, MAX_LAYOUTS),
    [[]],
  );
  return wanted.length > 0 ? [inTurn, ...others] : [inTurn];
}

/** Lists what each element must satisfy. */
function listSlots(plain: readonly Keywords[], length: number, layout: Layout): Schema[][] {
  const slots = Array.from({ length }, (_, index) => plain.flatMap((each) => itemAt(each, index)));
  for (const [place, { schema, minimum, maximum }] of listWanted(plain).entries()) {
    const first = layout[place] ?? 0;
    slots.forEach((slot, index) => {
      if (index >= first && index < first + minimum) slot.push(schema);
      else if (maximum !== Infinity) slot.push(not(schema));
    });
  }
  const isOpen = plain.some(({ items }) => items !== undefined);
  const rest = plain.map(({ unevaluatedItems }) => unevaluatedItems).filter(isSchema);
  if (!isOpen) for (const slot of slots.slice(prefixOf(plain))) slot.push(...rest);
  return slots;
}

function itemAt({ prefixItems, items }: Keywords, index: number): Schema[] {
  const prefix = listSchemas(prefixItems);
  const item = prefix[index];
  if (item !== undefined) return [item];
  return isSchema(items) ? [items] : [];
}

function* fill(columns: readonly Lazy[], isUnique: boolean): Generator {
  if (columns.some((column) => column.at(0) === undefined)) return;
  if (isUnique) {
    const picked = pickDistinct(columns);
    if (picked) yield picked;
    return;
  }
  yield vary(columns);
  yield* combinations(columns);
}

/** Gives elements with the same demand its values in turn: 1, 2, 3. */
function vary(columns: readonly Lazy[]): unknown[] {
  const uses = new Map<Lazy, number>();
  const values: unknown[] = [];
  for (const column of columns) {
    const use = uses.get(column) ?? 0;
    const value = column.at(use);
    values.push(value === undefined ? column.at(0) : value);
    uses.set(column, value === undefined ? 1 : use + 1);
  }
  return values;
}

/** The maximum number of choices to retract while making elements distinct. */
const MAX_RETRIES = 5_000;

/** Picks one value per column, all different; null if impossible. */
function pickDistinct(columns: readonly Lazy[]): unknown[] | null {
  const places: number[] = [];
  const keys: string[] = [];
  const used = new Set<string>();
  let place = 0;
  for (let retries = 0; places.length < columns.length;) {
    const value = columns[places.length]?.at(place);
    if (value === undefined) {
      const last = places.pop();
      if (last === undefined || (retries += 1) > MAX_RETRIES) return null;
      used.delete(keys.pop() ?? "");
      place = last + 1;
      continue;
    }
    const key = toKey(value);
    if (used.has(key)) {
      place += 1;
      continue;
    }
    used.add(key);
    keys.push(key);
    places.push(place);
    place = 0;
  }
  return places.map((at, index) => columns[index]?.at(at));
}
