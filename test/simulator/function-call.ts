import { isRecord } from "./schema";
import { sample } from "./schema-sample/sample";
import type { FunctionCall } from "./script";
import type { SparkFunction } from "./spark-request";

/**
 * Spark's WebSocket has no tool role, so gateways write a result into a user turn in their own
 * words. Therefore any of these words in the last turn counts as a result, and the answer is text.
 */
const TOOL_RESULT =
  /工具|函数.*结果|(?:tool|function)[ _-]*(?:call[ _-]*)?(?:result|response|output)/iu;
const MAX_ARGUMENT_CHARACTERS = 100;

export function looksLikeToolResult(question: string): boolean {
  return TOOL_RESULT.test(question);
}

/** Makes up arguments that satisfy the schema; free text repeats the question. */
export function callFirstFunction(first: SparkFunction, question: string): FunctionCall {
  const words = Array.from(question).slice(0, MAX_ARGUMENT_CHARACTERS).join("");
  const value = sample(first.parameters, () => words);
  return { name: first.name, arguments: JSON.stringify(isRecord(value) ? value : {}) };
}
