import { GatewayError } from "../../core/errors";
import type { ChatRequest, FunctionDefinition } from "../../api/chat-completions/request-schema";
import type { Model } from "../models";
import type { SparkFunction } from "./request";
import { type FunctionNames, createFunctionNames } from "./function-names";

/** What may be called, and how the answer tells of it. */
export type Tools = {
  /** Empty when nothing may be called: then nothing is sent, since an empty list breaks Lite. */
  functions: readonly SparkFunction[];
  /** Whether there must be a call; with one function, it is that one. */
  isForced: boolean;
  aliases: FunctionNames;
  /** The caller takes one call at the most. */
  isSingle: boolean;
  /** The caller asked with `functions`, and reads `function_call`. */
  isLegacy: boolean;
};

/** `tools` and `tool_choice`, or their old names. @throws GatewayError */
export function toTools(request: ChatRequest, model: Model): Tools {
  const isLegacy = (request.tools ?? []).length === 0 && request.functions !== undefined;
  const declared = dropTwins(isLegacy ? (request.functions ?? []) : listFunctions(request));
  const aliases = createFunctionNames([
    ...declared.map(({ name }) => name),
    ...listCalled(request),
  ]);
  const { names, isForced } = isLegacy ? readOldChoice(request) : readChoice(request);
  const chosen = names === null ? declared : pick(declared, names, isLegacy);
  if (chosen.length > 0 && !model.tools) {
    throw new GatewayError({
      kind: "unsupported",
      message: `The model \`${model.id}\` calls no functions: choose generalv3.5 or 4.0Ultra.`,
      param: isLegacy ? "functions" : "tools",
    });
  }
  const functions = chosen.map((it) => toSparkFunction(it, aliases));
  return {
    functions,
    isForced: isForced && functions.length > 0,
    aliases,
    isSingle: isLegacy || request.parallel_tool_calls === false,
    isLegacy,
  };
}

/** Of functions with one name the first counts: Spark could not tell them apart. */
function dropTwins(declared: readonly FunctionDefinition[]): FunctionDefinition[] {
  const first = new Map<string, FunctionDefinition>();
  for (const it of declared) if (!first.has(it.name)) first.set(it.name, it);
  return [...first.values()];
}

function pick(
  declared: readonly FunctionDefinition[],
  names: readonly string[],
  isLegacy: boolean,
): FunctionDefinition[] {
  const known = new Set(declared.map(({ name }) => name));
  const stranger = names.find((name) => !known.has(name));
  const chosen = new Set(names);
  if (stranger === undefined) return declared.filter(({ name }) => chosen.has(name));
  throw new GatewayError({
    kind: "invalid-request",
    message: `The chosen function \`${stranger}\` is not among those that were declared.`,
    param: isLegacy ? "function_call" : "tool_choice",
  });
}

/** Which functions may be called; null: all of them. */
type Choice = { names: readonly string[] | null; isForced: boolean };

function readChoice({ tool_choice: choice = "auto" }: ChatRequest): Choice {
  if (typeof choice === "string") {
    return { names: choice === "none" ? [] : null, isForced: choice === "required" };
  }
  switch (choice.type) {
    case "function":
      return { names: [choice.function.name], isForced: true };
    case "allowed_tools": {
      const { mode, tools } = choice.allowed_tools;
      return { names: tools.map((tool) => tool.function.name), isForced: mode === "required" };
    }
    case "custom":
      return { names: null, isForced: false };
  }
}

function readOldChoice({ function_call: choice = "auto" }: ChatRequest): Choice {
  if (typeof choice === "object") return { names: [choice.name], isForced: true };
  return { names: choice === "none" ? [] : null, isForced: false };
}

function listFunctions({ tools = [] }: ChatRequest): FunctionDefinition[] {
  return tools.flatMap((tool) => (tool.type === "function" ? [tool.function] : []));
}

/** Names that only the history knows are told to Spark in the same way. */
function listCalled({ messages }: ChatRequest): string[] {
  return messages.flatMap((message) => {
    if (message.role === "function") return [message.name];
    if (message.role !== "assistant") return [];
    const calls = message.tool_calls?.map((call) => call.function.name) ?? [];
    return message.function_call ? [...calls, message.function_call.name] : calls;
  });
}

/** Spark wants every field, and the parameters to be an object's (Web.html). */
function toSparkFunction(
  { name, description, parameters }: FunctionDefinition,
  aliases: FunctionNames,
): SparkFunction {
  return {
    name: aliases.toSpark(name),
    description: description || name,
    parameters: {
      ...parameters,
      type: "object",
      properties: parameters?.["properties"] ?? {},
      required: parameters?.["required"] ?? [],
    },
  };
}
