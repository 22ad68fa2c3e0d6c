import type { FunctionDefinition, WebSearch } from "../../../core/generation";
import { isRecord } from "../../../core/json";
import { parseAt, toParam } from "../../common/explain-issue";
import { MAX_TOOLS } from "../../openai/shared-fields";
import { type CallerTool, toFunctionName, type ToolNames } from "./tool-names";
import { type MemberTool, memberTool, SEARCH_TYPES, type SearchTool, tool } from "./tool-schema";
import { toFunction } from "./to-function";
import { invalid, unsupported } from "./unsupported";

/** A list of tools with its path in the caller's request. */
export type ToolList = { path: readonly (string | number)[]; tools: readonly unknown[] };

export type ReadTools = {
  functions: readonly FunctionDefinition[];
  names: ToolNames;
  search: WebSearch | undefined;
  /** Positions of tools that were dropped. */
  ignored: readonly string[];
};

/** The maximum number of functions after expanding namespaces. */
const MAX_FUNCTIONS = 1024;

const MEMBERS = ["function", "custom"];
const TOOLS: readonly string[] = [...MEMBERS, "namespace", ...SEARCH_TYPES];

/**
 * Reads the tools of a request as functions and a search. An unsupported tool is dropped, since a
 * model may call a tool but does not have to. A list with only unsupported tools is rejected.
 * @throws GatewayError `invalid-request` or `unsupported`
 */
export function readTools(lists: readonly ToolList[]): ReadTools {
  const found = createTools();
  for (const { path, value } of listEntries(lists)) {
    if (isOf(TOOLS, value, path)) readTool(value, path, found);
    else found.leaveOut(path);
  }
  return found.finish();
}

type Tools = ReturnType<typeof createTools>;

function createTools() {
  const functions = new Map<string, { definition: FunctionDefinition; tool: CallerTool }>();
  const ignored: string[] = [];
  let search: SearchTool | undefined;
  let isUsable = false;

  return {
    add(member: MemberTool, parent: Namespace | null): void {
      isUsable = true;
      const name = toFunctionName(member.name, parent?.name);
      // The first of several tools with the same name counts, because Spark could not tell them
      // apart.
      if (functions.has(name)) return;
      functions.set(name, {
        definition: toFunction(member, name, parent?.description),
        tool: { kind: member.type, name: member.name, namespace: parent?.name ?? null },
      });
    },
    addSearch(asked: SearchTool, path: Path): void {
      isUsable = true;
      ignored.push(...listIgnored(asked, toParam(path)));
      if (asked.external_web_access !== false) search ??= asked;
    },
    leaveOut: (path: Path): void => void ignored.push(toParam(path)),
    finish(): ReadTools {
      const [first] = ignored;
      if (!isUsable && first !== undefined) {
        throw unsupported(first, "Spark calls functions and searches the web; this is neither");
      }
      if (functions.size > MAX_FUNCTIONS) {
        throw invalid("tools", `hold ${functions.size} functions; ${MAX_FUNCTIONS} is the most`);
      }
      const all = [...functions];
      return {
        functions: all.map(([, { definition }]) => definition),
        names: new Map(all.map(([name, entry]) => [name, entry.tool])),
        search: search && { contextSize: search.search_context_size ?? "medium" },
        ignored,
      };
    },
  };
}

function readTool(value: unknown, path: Path, to: Tools): void {
  const read = parseAt(tool, value, path);
  switch (read.type) {
    case "function":
    case "custom":
      return to.add(read, null);
    case "namespace":
      return readNamespace(read, path, to);
    case "web_search":
    case "web_search_2025_08_26":
    case "web_search_preview":
    case "web_search_preview_2025_03_11":
      return to.addSearch(read, path);
  }
}

type Path = readonly (string | number)[];
type Namespace = { name: string; description?: string | null | undefined };

function readNamespace(
  { tools, ...namespace }: Namespace & { tools: readonly unknown[] },
  path: Path,
  to: Pick<Tools, "add" | "leaveOut">,
): void {
  for (const [index, value] of tools.entries()) {
    const at = [...path, "tools", index];
    if (isOf(MEMBERS, value, at)) to.add(parseAt(memberTool, value, at), namespace);
    else to.leaveOut(at);
  }
}

function listEntries(lists: readonly ToolList[]): { path: Path; value: unknown }[] {
  for (const { path, tools } of lists) {
    if (tools.length > MAX_TOOLS)
      throw invalid(toParam(path), `holds more than ${MAX_TOOLS} tools`);
  }
  return lists.flatMap(({ path, tools }) =>
    tools.map((value, index) => ({ path: [...path, index], value })),
  );
}

/**
 * Reports whether a tool is of one of these types.
 * @throws GatewayError if it has no type
 */
function isOf(types: readonly string[], value: unknown, path: Path): boolean {
  const type = isRecord(value) ? value["type"] : undefined;
  if (typeof type === "string") return types.includes(type);
  throw invalid(`${toParam(path)}.type`, "is missing (string expected)");
}

/** Lists the restrictions of a search that Spark does not support. */
function listIgnored(search: SearchTool, param: string): string[] {
  if (search.external_web_access === false) return [param];
  return (["filters", "user_location"] as const).flatMap((name) =>
    search[name] === undefined || search[name] === null ? [] : `${param}.${name}`,
  );
}
