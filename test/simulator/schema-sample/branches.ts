import {
  type Demand,
  isSchema,
  type Keywords,
  listNames,
  listSchemas,
  namedSchemas,
  type Schema,
  type Search,
} from "./demand";
import { isHopeless } from "./conflict";
import { isSimpleNegation, not, waysToBreak } from "./negate";
import { isTypeOnly } from "./types";

/** One way to satisfy a demand: schemas whose own keywords must all hold, without alternatives. */
export type Branch = {
  readonly plain: readonly Keywords[];
  readonly entered: ReadonlyMap<Keywords, number>;
};

/** Alternatives, one of which must hold; each is a list of schemas that hold together. */
type Choice = readonly (readonly Schema[])[];

type State = Branch & { readonly seen: ReadonlySet<Keywords>; readonly choices: readonly Choice[] };

/**
 * Lists every combination of `anyOf`, `oneOf`, `if`, `not` and the like; contradictions are dropped
 * early.
 */
export function* listBranches(demand: Demand, search: Search): Generator<Branch> {
  const start = { plain: [], entered: demand.entered, seen: new Set<Keywords>(), choices: [] };
  yield* branch(demand.schemas, start, search);
}

function* branch(added: readonly Schema[], before: State, search: Search): Generator<Branch> {
  if (!search.spend()) return;
  const state = addSchemas(added, before, search);
  if (state === null || isHopeless(state.plain)) return;
  const [choice, ...choices] = state.choices.toSorted((a, b) => a.length - b.length);
  if (!choice) {
    yield state;
    return;
  }
  for (const alternative of choice) yield* branch(alternative, { ...state, choices }, search);
}

/** Adds schemas to a state; null if one of them rejects everything or contains itself too often. */
function addSchemas(added: readonly Schema[], before: State, search: Search): State | null {
  const pending = [...added];
  const plain = [...before.plain];
  const seen = new Set(before.seen);
  const entered = new Map(before.entered);
  const choices = [...before.choices];
  for (let schema = pending.shift(); schema !== undefined; schema = pending.shift()) {
    if (schema === false) return null;
    if (schema === true || seen.has(schema)) continue;
    seen.add(schema);
    plain.push(schema);
    pending.push(...listSchemas(schema["allOf"]));
    choices.push(...listChoices(schema, search));
    if (typeof schema["$ref"] !== "string") continue;
    const target = search.resolve(schema["$ref"]);
    pending.push(target);
    if (typeof target === "boolean" || seen.has(target)) continue;
    const count = (entered.get(target) ?? 0) + 1;
    if (count > search.maxEntered) return null;
    entered.set(target, count);
  }
  return { plain, seen, entered, choices };
}

function listChoices(schema: Keywords, search: Search): Choice[] {
  const { anyOf, oneOf, if: condition, then, else: otherwise, not: refused } = schema;
  const choices: Choice[] = [];
  if (Array.isArray(anyOf)) choices.push(nullLast(listSchemas(anyOf)).map((one) => [one]));
  if (Array.isArray(oneOf)) choices.push(chooseOne(nullLast(listSchemas(oneOf))));
  if (isSchema(condition) && (isSchema(then) || isSchema(otherwise))) {
    choices.push([
      [condition, isSchema(then) ? then : true],
      [not(condition), isSchema(otherwise) ? otherwise : true],
    ]);
  }
  if (isSchema(refused) && !isSimpleNegation(refused)) {
    const ways = waysToBreak(refused, search.resolve).map((way) => [way]);
    choices.push(search.isThorough && refused !== true ? [...ways, []] : ways);
  }
  return [...choices, ...listDependencies(schema)];
}

/** Chooses exactly one: most alternatives exclude each other already, the others are made to. */
function chooseOne(schemas: readonly Schema[]): Choice {
  const alone = schemas.map((one) => [one]);
  const strict = schemas.map((one) => [one, ...schemas.filter((other) => other !== one).map(not)]);
  return schemas.length > 1 ? [...alone, ...strict] : alone;
}

/** Lists what must hold once a property is present: with it, without it, or no object at all. */
function listDependencies(schema: Keywords): Choice[] {
  const { dependentSchemas, dependentRequired, dependencies } = schema;
  const named = [...namedSchemas(dependentSchemas), ...namedSchemas(dependencies)];
  const required = [dependentRequired, dependencies].flatMap((lists) =>
    Object.entries(isSchema(lists) && typeof lists !== "boolean" ? lists : {})
      .filter(([, names]) => Array.isArray(names))
      .map(([name, names]): [string, Schema] => [name, { required: listNames(names) }]),
  );
  return [...named, ...required].map(([name, dependent]) => [
    [{ required: [name], type: "object" }, dependent],
    [{ properties: { [name]: false }, type: "object" }],
    [{ not: { type: "object" } }],
  ]);
}

/** Puts null last, because other values are more useful. */
function nullLast(schemas: readonly Schema[]): Schema[] {
  const isNull = (schema: Schema): boolean =>
    typeof schema !== "boolean" &&
    ((isTypeOnly(schema) && schema["type"] === "null") || schema["const"] === null);
  return [...schemas.filter((one) => !isNull(one)), ...schemas.filter(isNull)];
}
