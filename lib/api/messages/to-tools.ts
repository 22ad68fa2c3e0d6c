import { GatewayError } from "../../core/errors";
import type { FunctionDefinition, Named, ToolChoice, WebSearch } from "../../core/generation";
import { listTools, type PlacedTool } from "./deferred-tools";
import type { MessagesRequest } from "./request-schema";
import type { CustomTool, Tool, TypedTool } from "./tool-schema";

/** The tools of a request in neutral form. */
export type NeutralTools = {
  functions: readonly FunctionDefinition[];
  choice: ToolChoice;
  search: Named<WebSearch> | undefined;
  /** False limits the answer to one call. */
  isParallel: boolean;
  /** Tools, and fields of tools, that have no effect. */
  ignored: readonly string[];
};

const SEARCH = /^web_search_/;
/** Anthropic's models know the schemas of these tools; Spark would need them. */
const SCHEMALESS = /^(?:bash|text_editor|computer|memory|browser)_/;
const SEARCH_FIELDS = ["max_uses", "allowed_domains", "blocked_domains", "user_location"] as const;

/**
 * Reads the tools of a request.
 * @throws GatewayError `unsupported` or `invalid-request`
 */
export function toTools(request: MessagesRequest): NeutralTools {
  const tools = listTools(request);
  const { tool_choice: choice } = request;
  const typed = tools.flatMap(({ tool, name }) => (isCustom(tool) ? [] : [{ tool, name }]));
  typed.forEach(refuseSchemaless);
  const search = typed.find(({ tool }) => SEARCH.test(tool.type));
  const others = typed.filter(({ tool }) => !SEARCH.test(tool.type));
  if (choice?.type === "tool") refuseChosen(choice.name, others);
  return {
    functions: tools.flatMap(({ tool }) => (isCustom(tool) ? [toFunction(tool)] : [])),
    choice: toChoice(choice, search?.tool),
    search:
      search && allowsSearch(choice, search.tool)
        ? { name: search.name, value: { contextSize: "medium", isOptional: true } }
        : undefined,
    isParallel: !(choice && "disable_parallel_tool_use" in choice && isSerial(choice)),
    ignored: [...others.map(({ name }) => name), ...listIdleFields(search)],
  };
}

const isSerial = (choice: { disable_parallel_tool_use?: boolean | null | undefined }): boolean =>
  choice.disable_parallel_tool_use === true;

const isCustom = (tool: Tool): tool is CustomTool => "input_schema" in tool;

type PlacedType = { tool: TypedTool; name: string };

function refuseSchemaless({ tool: { type }, name }: PlacedType): void {
  if (!SCHEMALESS.test(type)) return;
  throw new GatewayError({
    kind: "unsupported",
    message: `Spark does not know the tool \`${type}\`: declare it as a custom tool, with its input_schema.`,
    param: `${name}.type`,
  });
}

/** Rejects a forced tool that runs on Anthropic's servers; such a tool may only be dropped. */
function refuseChosen(chosen: string, others: readonly PlacedTool[]): void {
  if (!others.some(({ tool }) => tool.name === chosen)) return;
  throw new GatewayError({
    kind: "unsupported",
    message: `The tool \`${chosen}\` runs on Anthropic's servers alone: choose another.`,
    param: "tool_choice",
  });
}

/** Removes `$schema`, which names the draft and says nothing about the input. */
function toFunction({ name, description, input_schema: schema }: CustomTool): FunctionDefinition {
  const { $schema: _, ...parameters } = schema;
  return { name, description, parameters };
}

function toChoice(
  choice: MessagesRequest["tool_choice"],
  search: TypedTool | undefined,
): ToolChoice {
  switch (choice?.type) {
    case undefined:
    case "auto":
      return { names: null, isRequired: false };
    case "any":
      return { names: null, isRequired: true };
    case "none":
      return { names: [], isRequired: false };
    case "tool":
      // Spark searches by itself, so no call is needed.
      if (choice.name === search?.name) return { names: [], isRequired: false };
      return { names: [choice.name], isRequired: true };
  }
}

/** Choosing no tool, or another one, excludes the search, which Spark bills. */
function allowsSearch(choice: MessagesRequest["tool_choice"], search: TypedTool): boolean {
  switch (choice?.type) {
    case undefined:
    case "auto":
    case "any":
      return true;
    case "none":
      return false;
    case "tool":
      return choice.name === search.name;
  }
}

function listIdleFields(search: PlacedType | undefined): string[] {
  if (!search) return [];
  const { tool, name } = search;
  return SEARCH_FIELDS.filter((field) => tool[field] !== undefined && tool[field] !== null).map(
    (field) => `${name}.${field}`,
  );
}
