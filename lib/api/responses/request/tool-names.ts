/**
 * What the caller calls a function of the neutral request. A namespace's member is one function
 * under both names; a custom tool is a function with one text argument.
 */
export type CallerTool = { kind: "function" | "custom"; name: string; namespace: string | null };

/** By the name of the function that stands for the tool. */
export type ToolNames = ReadonlyMap<string, CallerTool>;

/** The one name of a tool: its own, after its namespace's where it has one. */
export function toFunctionName(name: string, namespace: string | null | undefined): string {
  return namespace ? `${namespace}__${name}` : name;
}
