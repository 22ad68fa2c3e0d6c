import type { FunctionDefinition } from "../../../core/generation";
import type { MemberTool } from "./tool-schema";

/** The argument that carries a custom tool's input. */
export const INPUT = "input";

/**
 * Converts a tool into a function. A custom tool's grammar goes into the description and cannot be
 * enforced.
 * @param context the namespace's description of its members
 */
export function toFunction(
  tool: MemberTool,
  name: string,
  context: string | null | undefined,
): FunctionDefinition {
  const lines = [context, tool.description];
  if (tool.type === "function") {
    return { name, description: join(lines), parameters: tool.parameters };
  }
  const grammar = tool.format?.definition;
  if (grammar) lines.push(`The input follows this grammar:\n${grammar}`);
  return {
    name,
    description: join(lines),
    parameters: {
      type: "object",
      properties: { [INPUT]: { type: "string", description: "The whole input of the tool." } },
      required: [INPUT],
    },
  };
}

const join = (lines: readonly (string | null | undefined)[]): string =>
  lines.filter(Boolean).join("\n\n");
