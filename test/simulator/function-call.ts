import { isRecord } from "./schema";
import type { FunctionCall } from "./script";
import type { SparkFunction } from "./spark-request";

/**
 * Spark's WebSocket knows no tool role: gateways fold a result into a user turn, in words of
 * their own. So any of these words in the last turn counts as a result, and text is answered.
 */
const TOOL_RESULT =
  /工具|函数.*结果|(?:tool|function)[ _-]*(?:call[ _-]*)?(?:result|response|output)/iu;
const MAX_ARGUMENT_CHARACTERS = 100;

export function looksLikeToolResult(question: string): boolean {
  return TOOL_RESULT.test(question);
}

/** Arguments made up from the schema: text from the question, numbers 1, enums their first. */
export function callFirstFunction(first: SparkFunction, question: string): FunctionCall {
  const words = Array.from(question).slice(0, MAX_ARGUMENT_CHARACTERS).join("");
  const value = invent(first.parameters, words);
  return { name: first.name, arguments: JSON.stringify(isRecord(value) ? value : {}) };
}

/** A value of a schema: enums their first, text the given words. */
export function invent(schema: unknown, words: string): unknown {
  if (!isRecord(schema)) return words;
  const { enum: choices, type, properties, items, minimum } = schema;
  if (Array.isArray(choices)) return choices[0] as unknown;
  switch (Array.isArray(type) ? (type[0] as unknown) : type) {
    case "number":
    case "integer":
      return typeof minimum === "number" ? Math.max(1, minimum) : 1;
    case "boolean":
      return true;
    case "null":
      return null;
    case "array":
      return [invent(items, words)];
    case "object":
      return Object.fromEntries(
        Object.entries(isRecord(properties) ? properties : {}).map(([name, property]) => [
          name,
          invent(property, words),
        ]),
      );
    default:
      return words;
  }
}
