import { parseJson, isRecord } from "../../core/json";

/**
 * What is wrong with a JSON text that the reader has typed in, so that the page can point to it.
 */
export type JsonProblem =
  | { kind: "notJson"; line: number | null; detail: string }
  | { kind: "notList" }
  | { kind: "notObject" }
  /** Counted from 1. */
  | { kind: "notFunction"; place: number }
  | { kind: "badName"; place: number }
  | { kind: "sameName"; name: string };

/** OpenAI's own rule. */
const FUNCTION_NAME = /^[\w-]{1,64}$/;

/**
 * Returns null if the gateway will accept the text. An empty text is not sent, so it is no problem.
 */
export function findToolsProblem(text: string): JsonProblem | null {
  if (text.trim() === "") return null;
  const tools = parseJson(text);
  if (tools === undefined) return describeSyntax(text);
  if (!Array.isArray(tools)) return { kind: "notList" };
  const seen = new Set<string>();
  for (const [index, tool] of tools.entries()) {
    const problem = findToolProblem(tool, index + 1, seen);
    if (problem) return problem;
  }
  return null;
}

function findToolProblem(tool: unknown, place: number, seen: Set<string>): JsonProblem | null {
  if (isRecord(tool) && tool["type"] === "web_search") return null;
  const definition = isRecord(tool) && tool["type"] === "function" ? tool["function"] : undefined;
  if (!isRecord(definition)) return { kind: "notFunction", place };
  const { name } = definition;
  if (typeof name !== "string" || !FUNCTION_NAME.test(name)) return { kind: "badName", place };
  if (seen.has(name)) return { kind: "sameName", name };
  seen.add(name);
  return null;
}

/** Returns the functions' names, as far as the text can be read. */
export function readFunctionNames(text: string): string[] {
  const tools = parseJson(text);
  return (Array.isArray(tools) ? tools : []).flatMap((tool: unknown) => {
    const definition = isRecord(tool) ? tool["function"] : undefined;
    const name = isRecord(definition) ? definition["name"] : undefined;
    return typeof name === "string" ? [name] : [];
  });
}

/** Checks that a JSON Schema is an object; the gateway checks its content with better messages. */
export function findSchemaProblem(text: string): JsonProblem | null {
  if (text.trim() === "") return null;
  const schema = parseJson(text);
  if (schema === undefined) return describeSyntax(text);
  return isRecord(schema) ? null : { kind: "notObject" };
}

/**
 * Returns the browser's message, with the line if it contains a position. Engines differ in how
 * they report it.
 */
function describeSyntax(text: string): JsonProblem {
  const detail = readSyntaxError(text);
  const line = /line (\d+)/.exec(detail)?.[1];
  const position = /position (\d+)/.exec(detail)?.[1];
  if (line !== undefined) return { kind: "notJson", line: Number(line), detail };
  if (position === undefined) return { kind: "notJson", line: null, detail };
  return { kind: "notJson", line: text.slice(0, Number(position)).split("\n").length, detail };
}

function readSyntaxError(text: string): string {
  try {
    JSON.parse(text);
    return "";
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
