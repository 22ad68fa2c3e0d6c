import type { FunctionDefinition, Named, ToolChoice } from "../../core/generation";
import type { ChatRequest } from "./request-schema";

/** Reports whether the request uses the legacy form; it applies only if the new form is absent. */
export function usesLegacyTools(request: ChatRequest): boolean {
  const { tools = [], functions, function_call: choice } = request;
  return tools.length === 0 && (functions !== undefined || choice !== undefined);
}

/** Lists the fields of the form that is not used. */
export function listUnusedTools(request: ChatRequest): string[] {
  const unused = usesLegacyTools(request)
    ? (["tool_choice"] as const)
    : (["functions", "function_call"] as const);
  return unused.filter((name) => request[name] !== undefined);
}

/** Reads `tools`, or the legacy field `functions`. */
export function toFunctions(request: ChatRequest): Named<readonly FunctionDefinition[]> {
  return usesLegacyTools(request)
    ? { name: "functions", value: request.functions ?? [] }
    : { name: "tools", value: listFunctions(request) };
}

/** Reads `tool_choice`, or the legacy field `function_call`. */
export function toToolChoice(request: ChatRequest): Named<ToolChoice> {
  return usesLegacyTools(request)
    ? { name: "function_call", value: toLegacyChoice(request) }
    : { name: "tool_choice", value: toNewChoice(request) };
}

/** Reports whether the model may search with a tool: choosing none, or functions, excludes it. */
export function allowsSearch({ tool_choice: choice = "auto" }: ChatRequest): boolean {
  if (typeof choice === "string") return choice !== "none";
  switch (choice.type) {
    case "function":
    case "allowed_tools":
      return false;
    case "custom":
      return true;
  }
}

function listFunctions({ tools = [] }: ChatRequest): FunctionDefinition[] {
  return tools.flatMap((tool) => (tool.type === "function" ? [tool.function] : []));
}

function toNewChoice({ tool_choice: choice = "auto" }: ChatRequest): ToolChoice {
  if (typeof choice === "string") {
    return { names: choice === "none" ? [] : null, isRequired: choice === "required" };
  }
  switch (choice.type) {
    case "function":
      return { names: [choice.function.name], isRequired: true };
    case "allowed_tools": {
      const { mode, tools } = choice.allowed_tools;
      return { names: tools.map((tool) => tool.function.name), isRequired: mode === "required" };
    }
    case "custom":
      return { names: null, isRequired: false };
  }
}

function toLegacyChoice({ function_call: choice = "auto" }: ChatRequest): ToolChoice {
  if (typeof choice === "object") return { names: [choice.name], isRequired: true };
  return { names: choice === "none" ? [] : null, isRequired: false };
}
