import type { Endpoint } from "./endpoints";
import type { Heard } from "./heard";
import type { HttpRequest, HttpTool } from "./http-request";
import { isRecord } from "./schema";
import type { SparkFunction } from "./spark-request";

export function toHttpHeard(
  body: HttpRequest,
  path: string,
  { kind, search }: Pick<Endpoint, "kind" | "search">,
): Heard {
  const { model, messages, ...parameters } = body;
  const webSearch = body.tools?.find((tool) => tool.type === "web_search")?.web_search;
  return {
    path,
    domain: model,
    parameters,
    turns: messages,
    image: null,
    functions: chooseFunctions(body),
    thinks: kind === "x1" && body.thinking?.type !== "disabled",
    searches: search && webSearch?.enable !== false,
    showsSources: webSearch?.show_ref_label ?? false,
    maxTokens: body.max_tokens ?? null,
    question: messages.at(-1)?.content ?? "",
  };
}

/** Returns no functions once a tool has answered, or if the caller wants no call. */
function chooseFunctions({
  tools = [],
  tool_choice: choice,
  messages,
}: HttpRequest): SparkFunction[] {
  if (choice === "none" || messages.at(-1)?.role === "tool") return [];
  const functions = tools.filter(isFunction).map((tool) => tool.function);
  const named = readChosenName(choice);
  return named === undefined ? functions : functions.filter(({ name }) => name === named);
}

function isFunction(tool: HttpTool): tool is Extract<HttpTool, { type: "function" }> {
  return tool.type === "function";
}

/** Reads `{type, function: {name}}` on v1 and `{type, name}` on v2 and x2. */
function readChosenName(choice: unknown): unknown {
  if (!isRecord(choice)) return undefined;
  const { name, function: nested } = choice;
  return isRecord(nested) ? nested["name"] : name;
}
