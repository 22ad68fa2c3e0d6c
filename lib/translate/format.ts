import { parseJson } from "../json";
import type { ResponseFormat } from "../openai/schema";

/** What the answer must be: JSON, of a certain schema where one is given. */
export type Format = {
  schema: Record<string, unknown> | null;
  /** Said to Spark, which knows no schemas, and on its WebSocket no JSON mode either. */
  instruction: string;
};

/** Null for plain text. */
export function toFormat(format: ResponseFormat | undefined): Format | null {
  switch (format?.type) {
    case undefined:
    case "text":
      return null;
    case "json_object":
      return { schema: null, instruction: ONLY_JSON };
    case "json_schema": {
      const schema = format.json_schema.schema ?? {};
      const instruction = `${ONLY_JSON}它必须符合下面的 JSON Schema：\n${JSON.stringify(schema)}`;
      return { schema, instruction };
    }
  }
}

const ONLY_JSON = "只输出一个 JSON 对象：不要解释，不要 Markdown，不要代码块。";

/** What is said when the first try was not what was asked for. */
export function toRepairOrder(problem: string): string {
  return `上面的输出不符合要求：${problem}。请只输出改正后的 JSON。`;
}

/** The JSON in an answer that was told to be nothing else: models like to wrap it all the same. */
export function extractJson(text: string): string {
  const trimmed = text.trim();
  const fenced = /```(?:json)?\s*\n?([\s\S]*?)```/i.exec(trimmed)?.[1];
  const body = (fenced ?? trimmed).trim();
  if (parseJson(body) !== undefined) return body;
  const inner = body.slice(body.indexOf("{"), body.lastIndexOf("}") + 1);
  return parseJson(inner) !== undefined ? inner : body;
}
