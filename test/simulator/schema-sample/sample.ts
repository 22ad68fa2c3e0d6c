import { runInNewContext } from "node:vm";

import { isKeywords, type Keywords, type Schema, type Search } from "./demand";
import { toDocument } from "./document";
import { createValidator } from "./validator";
import { makeValues } from "./values";

/** How thoroughly one attempt fills in a schema. */
type Effort = Pick<Search, "maxEntered" | "wayShare" | "isThorough"> & {
  /** Units of work during which optional parts are still included. */
  generousWork: number;
};

/** First a full value if it stays small, then smaller ones with less time for dead ends. */
const EFFORTS: readonly Effort[] = [
  { maxEntered: 2, wayShare: 1, isThorough: false, generousWork: 300 },
  { maxEntered: 1, wayShare: 1, isThorough: false, generousWork: 0 },
  { maxEntered: 3, wayShare: 1 / 4, isThorough: false, generousWork: 0 },
  { maxEntered: 3, wayShare: 1 / 4, isThorough: true, generousWork: 0 },
  { maxEntered: 12, wayShare: 1, isThorough: true, generousWork: 0 },
];
const MAX_WORK = 20_000;
/**
 * A hostile schema could keep a validator busy for hours, so the JavaScript engine itself
 * interrupts it.
 */
const MAX_WORK_MS = 2_000;

/**
 * Makes a value that satisfies a schema, always the same one. If there is none, for example because
 * the schema cannot be satisfied, the result is an empty object.
 */
export function sample(
  schema: unknown,
  text: (name: string) => string,
  maxWorkMs = MAX_WORK_MS,
): unknown {
  if (!isKeywords(schema)) return schema === undefined ? text("") : {};
  return attempt(() => find(schema, text), maxWorkMs) ?? {};
}

/** Used if the outermost schema has no type. */
const AN_OBJECT: Schema = { type: "object" };

function find(schema: Keywords, text: (name: string) => string): unknown {
  const { root, resolve } = toDocument(schema);
  const accepts = createValidator(root);
  const schemas = schema["type"] === undefined ? [root, AN_OBJECT] : [root];
  for (const effort of EFFORTS) {
    let work = 0;
    const search: Search = {
      resolve,
      accepts,
      text,
      values: (demand) => makeValues(demand, search),
      spend: () => (work += 1) <= MAX_WORK,
      left: () => MAX_WORK - work,
      isGenerous: () => work < effort.generousWork,
      maxEntered: effort.maxEntered,
      wayShare: effort.wayShare,
      isThorough: effort.isThorough,
    };
    const entered = new Map(isKeywords(root) ? [[root, 1]] : []);
    for (const value of makeValues({ schemas, name: "", entered }, search)) {
      if (accepts(root, value)) return value;
    }
  }
  return undefined;
}

/** Runs work with a timeout; undefined if it failed or took too long. */
function attempt(work: () => unknown, timeout: number): unknown {
  const box: { result?: unknown } = {};
  const run = (): void => {
    box.result = work();
  };
  try {
    runInNewContext("run()", { run }, { timeout });
    return box.result;
  } catch {
    return undefined;
  }
}
