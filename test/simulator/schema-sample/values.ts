import { makeArrays } from "./arrays";
import { type Branch, listBranches } from "./branches";
import { choicesOf } from "./conflict";
import type { Demand, Keywords, Search } from "./demand";
import { makeFractions, makeIntegers } from "./numbers";
import { makeObjects } from "./objects";
import { interleave } from "./streams";
import { makeStrings } from "./strings";
import { type Kind, kindsOf } from "./types";

/** Makes the values that satisfy all schemas of a demand, one way after another. */
export function* makeValues(demand: Demand, search: Search): Generator {
  const seen = new Set<string>();
  for (const { value, isSure } of interleave(listWays(demand, search))) {
    if (!search.spend()) return;
    if (!isSure && !demand.schemas.every((schema) => search.accepts(schema, value))) continue;
    const key = JSON.stringify(value);
    if (seen.has(key)) continue;
    seen.add(key);
    yield value;
  }
}

/** A value, and whether it is known to be valid without a check. */
type Made = { value: unknown; isSure: boolean };

function* listWays(demand: Demand, search: Search): Generator<Iterable<Made>> {
  for (const branch of listBranches(demand, search)) {
    yield fromBranch(branch, demand, withinWay(search));
  }
}

/** Enough work for any way that is not a dead end. */
const MIN_WAY_WORK = 300;

/** Limits the work of one way, so that a dead end does not use up what the others need. */
function withinWay(search: Search): Search {
  if (search.wayShare === 1) return search;
  let left = Math.max(MIN_WAY_WORK, search.left() * search.wayShare);
  const inside: Search = {
    ...search,
    left: () => left,
    spend: () => (left -= 1) >= 0 && search.spend(),
    values: (demand) => makeValues(demand, inside),
  };
  return inside;
}

function* fromBranch(branch: Branch, demand: Demand, search: Search): Generator<Made> {
  const { plain, entered } = branch;
  const isSure = plain.every((schema) => Object.keys(schema).every((key) => SURE.has(key)));
  for (const value of choicesOf(plain)?.toSorted(nullLast) ??
    makeAny(plain, { ...demand, entered }, search)) {
    yield { value, isSure };
  }
}

function* makeAny(plain: readonly Keywords[], demand: Demand, search: Search): Generator {
  yield* plain.flatMap(listExamples);
  const makers = kindsOf(plain).map((kind) => MAKERS[kind]);
  yield* interleave(makers.map((make) => make(plain, demand, search)));
}

function nullLast(a: unknown, b: unknown): number {
  return Number(a === null) - Number(b === null);
}

/** Keywords that values satisfy by construction; with any other, each value is checked. */
const SURE: ReadonlySet<string> = new Set(
  (
    "$ref $defs definitions title description type anyOf allOf minLength maxLength format " +
    "minimum maximum exclusiveMinimum exclusiveMaximum items minItems maxItems " +
    "properties required additionalProperties"
  ).split(" "),
);

/** Lists the values that a schema's author suggests; an empty default is ignored. */
function listExamples({ examples, default: usual }: Keywords): unknown[] {
  const given = Array.isArray(examples) ? (examples as unknown[]) : [];
  const isEmpty = usual === undefined || usual === null || ["", "[]", "{}"].includes(text(usual));
  return isEmpty ? given : [...given, usual];
}

function text(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

type Maker = (plain: readonly Keywords[], demand: Demand, search: Search) => Iterable<unknown>;

const MAKERS: Readonly<Record<Kind, Maker>> = {
  string: (plain, { name }, search) => makeStrings(plain, search.text(name)),
  integer: makeIntegers,
  fraction: makeFractions,
  boolean: () => [true, false],
  object: makeObjects,
  array: makeArrays,
  null: () => [null],
};
