import type { z } from "zod";

import { GatewayError } from "../../core/errors";

/**
 * The first thing that is wrong with a body, as a failure whose `param` names the field.
 * @param toName writes the way to a field as the dialect does
 */
export function explainIssue(
  error: z.ZodError,
  toName: (path: readonly PropertyKey[]) => string = toBracketPath,
): GatewayError {
  const [first] = error.issues;
  const issue = first && pinpoint(first, []);
  const param = issue && issue.path.length > 0 ? toName(issue.path) : null;
  const message = issue ? `\`${param}\`: ${issue.message}.` : "The request is not valid.";
  return new GatewayError({ kind: "invalid-request", message, param });
}

type Issue = { path: readonly PropertyKey[]; message: string };

/** Of a union's branches, the one that got furthest is the one that the caller meant. */
function pinpoint(issue: z.core.$ZodIssue, base: readonly PropertyKey[]): Issue {
  const path = [...base, ...issue.path];
  if (issue.code !== "invalid_union" || issue.errors.length === 0) {
    return { path, message: word(issue) };
  }
  const branches = issue.errors.flatMap(([inner]) => (inner ? [pinpoint(inner, path)] : []));
  const deepest = branches.reduce<Issue | undefined>(
    (best, branch) => (best && best.path.length >= branch.path.length ? best : branch),
    undefined,
  );
  if (!deepest || deepest.path.length > path.length)
    return deepest ?? { path, message: word(issue) };
  const messages = branches.map((branch) => branch.message.replace("Invalid input: ", ""));
  return { path, message: [...new Set(messages)].join(", or ") };
}

function word(issue: z.core.$ZodIssue): string {
  if (issue.code === "invalid_type" && issue.message.endsWith("received undefined")) {
    return `is missing (${issue.expected} expected)`;
  }
  if (issue.code === "invalid_union" && issue.discriminator !== undefined) {
    return "is missing or not one of those that this gateway knows";
  }
  return issue.message;
}

/** `["messages", 0, "content"]` as `messages[0].content`. */
function toBracketPath(path: readonly PropertyKey[]): string {
  return path
    .map((key, at) => (typeof key === "number" ? `[${key}]` : `${at > 0 ? "." : ""}${String(key)}`))
    .join("");
}
