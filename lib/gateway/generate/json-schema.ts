import { runInNewContext } from "node:vm";

import type { RE2JS } from "re2js";

import { isRecord, parseJson } from "../../core/json";
import { GatewayError } from "../../core/errors";
import type { Format } from "../../spark/chat/response-format";
import type { Meter } from "../shares/meter";

/**
 * Returns what is wrong with a text that should be JSON with a schema, in words for a model; null
 * if valid.
 */
export type FindProblem = (text: string) => string | null;

/** Enough for any form. Schemas are compiled, and a hostile one could take very long. */
const MAX_SCHEMA_CHARACTERS = 100_000;
const MAX_PROBLEM_CHARACTERS = 300;
/** Each pattern is compiled to a separate program, and a short pattern may need a large one. */
const MAX_PATTERNS = 100;
/**
 * The limit for compiling a schema, and for all checks of one request together, because they block
 * every other request. Measured in wall-clock time, which a busy machine does not stop.
 */
const MAX_WORK_MS = 500;

/**
 * Creates the check for `response_format`. The validator is loaded on first use, since few requests
 * need it. Patterns run on a linear-time engine, because both they and the texts are untrusted.
 * @throws GatewayError `invalid-request` if the schema itself is invalid
 */
export async function createJsonCheck(
  { schema, name }: Pick<Format, "schema" | "name">,
  work: SchemaWork,
): Promise<FindProblem> {
  if (schema === null) return (text) => (isRecord(parseJson(text)) ? null : NO_OBJECT);
  work.meter.require(work.owner);
  const validate = await compile(schema, work, (reason) => invalid(reason, name));
  return (text) => {
    const value = parseJson(text);
    if (value === undefined) return "it is not valid JSON";
    // A root without a type means an object, as in OpenAI's API.
    if (!isRecord(value)) return NO_OBJECT;
    return validate(value);
  };
}

/** The owner of the work, and the meter that limits it. */
export type SchemaWork = { meter: Pick<Meter, "require" | "add">; owner: string };

const NO_OBJECT = "it is not a JSON object";

async function compile(
  schema: Record<string, unknown>,
  { meter, owner }: SchemaWork,
  refuse: (reason: string) => GatewayError,
): Promise<(value: unknown) => string | null> {
  if (JSON.stringify(schema).length > MAX_SCHEMA_CHARACTERS) throw refuse("it is too long");
  if (schema["type"] !== undefined && schema["type"] !== "object") {
    throw refuse("its root must be an object");
  }
  const [{ Ajv2020 }, re2] = await Promise.all([import("ajv/dist/2020.js"), import("re2js")]);
  // Cached, because the validator compiles the same pattern several times.
  const patterns = new Map<string, ReturnType<typeof toPattern>>();
  const compilePattern = (text: string) => {
    const known = patterns.get(text);
    if (known) return known;
    if (patterns.size >= MAX_PATTERNS) throw new Error(`it has over ${MAX_PATTERNS} patterns`);
    const pattern = toPattern(text, re2.RE2JS.compile(text));
    patterns.set(text, pattern);
    return pattern;
  };
  const regExp = Object.assign(compilePattern, { code: "linear" });
  const ajv = new Ajv2020({
    strict: false,
    validateFormats: false,
    logger: false,
    code: { regExp },
  });
  // Compiling the meta-schema happens on first use and must not count against the caller.
  ajv.compile({});
  patterns.clear();
  // Generators name older drafts here; what they write nearly always means the same in this one.
  const { $schema: _, ...body } = schema;
  const measure = <T>(work: () => T, withinMs: number): { result: T | Error; tookMs: number } => {
    const startedAt = performance.now();
    const result = attempt(work, withinMs);
    const tookMs = performance.now() - startedAt;
    meter.add(owner, tookMs);
    return { result, tookMs };
  };
  const { result: validate } = measure(() => ajv.compile(body), MAX_WORK_MS);
  if (validate instanceof Error) throw refuse(validate.message.slice(0, 200).toWellFormed());
  if ("$async" in validate) throw refuse("it must not be asynchronous");
  let leftMs = MAX_WORK_MS;
  return (value) => {
    const { result: fits, tookMs } = measure(() => validate(value), leftMs);
    leftMs -= tookMs;
    if (fits === true) return null;
    if (fits instanceof Error) return "it cannot be checked against the schema";
    const problem = ajv.errorsText(validate.errors, { dataVar: "JSON" });
    return problem.slice(0, MAX_PROBLEM_CHARACTERS).toWellFormed();
  };
}

/**
 * Runs untrusted work with a time limit and returns its result or its error. A few branching
 * references can keep a validator busy for hours, so the JavaScript engine itself interrupts it.
 */
function attempt<T>(work: () => T, withinMs: number): T | Error {
  try {
    const box: { result?: T } = {};
    const run = (): void => {
      box.result = work();
    };
    runInNewContext("run()", { run }, { timeout: Math.max(1, Math.floor(withinMs)) });
    return box.result ?? new Error("there is no result");
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

/** Wraps a pattern. The validator distinguishes patterns by their text. */
function toPattern(pattern: string, compiled: Pick<RE2JS, "matcher">) {
  return {
    test: (text: string): boolean => compiled.matcher(text).find(),
    toString: (): string => pattern,
  };
}

function invalid(reason: string, param: string): GatewayError {
  return new GatewayError({
    kind: "invalid-request",
    message: `The JSON Schema cannot be used: ${reason}.`,
    param,
  });
}
