import { parseJson } from "../../core/json";
import type { Generation } from "../../core/generation";
import type { Tools } from "./tools";

/** What the answer must be: JSON, of a certain schema where one is given. */
export type Format = {
  schema: Record<string, unknown> | null;
  /** What the caller calls it. */
  name: string;
  /** Said to Spark, which knows no schemas, and on its WebSocket no JSON mode either. */
  instruction: string;
};

/** Null for plain text, and where the answer must be a call instead: `unmet` is what is left out then. */
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

/** What is said when the first try was not what was asked for. */
export function toRepairOrder(problem: string): string {
  return `上面的输出不符合要求：${problem}。请只输出改正后的 JSON。`;
}

/** The JSON in an answer that was told to be nothing else: models like to wrap it all the same. */
export function extractJson(text: string): string {
  const trimmed = text.trim();
  if (parseJson(trimmed) !== undefined) return trimmed;
  const fenced = findFenced(trimmed);
  if (fenced !== undefined && parseJson(fenced) !== undefined) return fenced;
  return findObject(trimmed) ?? trimmed;
}

const FENCE = "```";

/** What stands between the first fence and the next, found in one pass. */
function findFenced(text: string): string | undefined {
  const start = text.indexOf(FENCE);
  const end = start === -1 ? -1 : text.indexOf(FENCE, start + FENCE.length);
  if (end === -1) return undefined;
  return text
    .slice(start + FENCE.length, end)
    .replace(/^json/i, "")
    .trim();
}

/** Words with braces may come before the object itself, but not many. */
const MAX_STARTS = 20;

/** The first whole object in a text. */
function findObject(text: string): string | undefined {
  let start = text.indexOf("{");
  for (let tries = 0; start >= 0 && tries < MAX_STARTS; tries += 1) {
    const object = text.slice(start, findEnd(text, start));
    if (parseJson(object) !== undefined) return object;
    start = text.indexOf("{", start + 1);
  }
  return undefined;
}

/** One past the brace that closes the one at `start`; braces in strings do not count. */
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
