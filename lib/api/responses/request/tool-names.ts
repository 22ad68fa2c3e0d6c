/**
 * The caller's tool behind a function of the neutral request. A member of a namespace is one
 * function under both names; a custom tool is a function with one text argument.
 */
export type CallerTool = { kind: "function" | "custom"; name: string; namespace: string | null };

/** The caller's tools, by function name. */
export type ToolNames = ReadonlyMap<string, CallerTool>;

/** Returns a tool's single name, prefixed with its namespace if it has one. */
export function toFunctionName(name: string, namespace: string | null | undefined): string {
  return namespace ? `${namespace}__${name}` : name;
}
