import { parseJson, isRecord } from "../../core/json";

/** What is wrong with a JSON text that the reader has typed in, so that it can be said where. */
export type JsonProblem =
  | { kind: "notJson"; line: number | null; detail: string }
  | { kind: "notList" }
  | { kind: "notObject" }
  /** Counted from 1, as people do. */
  | { kind: "notFunction"; place: number }
  | { kind: "badName"; place: number }
  | { kind: "sameName"; name: string };

/** OpenAI's own rule. */
const FUNCTION_NAME = /^[\w-]{1,64}$/;

/** Null: the gateway will take it. An empty text is no problem, and is not sent. */
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

/** The functions' names, as far as the text can be read. */
export function readFunctionNames(text: string): string[] {
  const tools = parseJson(text);
  return (Array.isArray(tools) ? tools : []).flatMap((tool: unknown) => {
    const definition = isRecord(tool) ? tool["function"] : undefined;
    const name = isRecord(definition) ? definition["name"] : undefined;
    return typeof name === "string" ? [name] : [];
  });
}

/** A JSON schema is an object; what is in it the gateway says better. */
export function findSchemaProblem(text: string): JsonProblem | null {
  if (text.trim() === "") return null;
  const schema = parseJson(text);
  if (schema === undefined) return describeSyntax(text);
  return isRecord(schema) ? null : { kind: "notObject" };
}

/** The browser's words, and the line where it names a place: engines do not agree how. */
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
