import { parseJson } from "../../core/json";
import type { Generation } from "../../core/generation";
import type { Tools } from "./tools";

/** The required output: JSON, optionally with a schema. */
export type Format = {
  schema: Record<string, unknown> | null;
  /** The caller's name for it. */
  name: string;
  /** The instruction for Spark, which supports no schemas, and no JSON mode on its WebSocket. */
  instruction: string;
};

/**
 * Returns the required format: null for plain text, and also if a call is forced instead. In that
 * case `unmet` names the dropped field.
 */
export function toFormat(
  { responseFormat: wanted }: Generation,
  { isForced }: Pick<Tools, "isForced">,
): { format: Format | null; unmet: readonly string[] } {
  if (!wanted) return { format: null, unmet: [] };
  return isForced
    ? { format: null, unmet: [wanted.name] }
    : { format: describe(wanted), unmet: [] };
}

function describe({ name, value }: NonNullable<Generation["responseFormat"]>): Format {
  if (value.schema === null) return { schema: null, name, instruction: ONLY_JSON };
  const schema = JSON.stringify(value.schema);
  const instruction = `${ONLY_JSON}它必须符合下面的 JSON Schema：\n${schema}`;
  return { schema: value.schema, name, instruction };
}

const ONLY_JSON = "只输出一个 JSON 对象：不要解释，不要 Markdown，不要代码块。";

/** Asks Spark to correct its first output. */
export function toRepairOrder(problem: string): string {
  return `上面的输出不符合要求：${problem}。请只输出改正后的 JSON。`;
}

/**
 * Extracts the JSON from an answer. Models like to wrap it even when the instruction forbids that.
 */
export function extractJson(text: string): string {
  const trimmed = text.trim();
  if (parseJson(trimmed) !== undefined) return trimmed;
  const fenced = findFenced(trimmed);
  if (fenced !== undefined && parseJson(fenced) !== undefined) return fenced;
  return findObject(trimmed) ?? trimmed;
}

const FENCE = "```";

/** Finds the text between the first fence and the next, in one pass. */
function findFenced(text: string): string | undefined {
  const start = text.indexOf(FENCE);
  const end = start === -1 ? -1 : text.indexOf(FENCE, start + FENCE.length);
  if (end === -1) return undefined;
  return text
    .slice(start + FENCE.length, end)
    .replace(/^json/i, "")
    .trim();
}

/** Braces may occur in the text before the object itself, but not many. */
const MAX_STARTS = 20;

/** Finds the first complete object in a text. */
function findObject(text: string): string | undefined {
  let start = text.indexOf("{");
  for (let tries = 0; start >= 0 && tries < MAX_STARTS; tries += 1) {
    const object = text.slice(start, findEnd(text, start));
    if (parseJson(object) !== undefined) return object;
    start = text.indexOf("{", start + 1);
  }
  return undefined;
}

/**
 * Returns the position after the brace that closes the one at `start`; braces in strings do not
 * count.
 */
function findEnd(text: string, start: number): number {
  let depth = 0;
  let isString = false;
  for (let at = start; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (character === "\\") at += 1;
    else if (character === '"') isString = !isString;
    else if (!isString && character === "{") depth += 1;
    else if (!isString && character === "}") {
      depth -= 1;
      if (depth === 0) return at + 1;
    }
  }
  return text.length;
}
