import type { z } from "zod";

import { GatewayError } from "../../core/errors";

export type ExplainOptions = {
  base?: readonly PropertyKey[];
  toName?: (path: readonly PropertyKey[]) => string;
};

/**
 * Converts the first validation error into a failure with the field in `param`.
 * @param base the path of the validated value within the body
 * @param toName formats a field's path in the dialect
 */
export function explainIssue(
  error: z.ZodError,
  { base = [], toName = toParam }: ExplainOptions = {},
): GatewayError {
  const [first] = error.issues;
  const issue = first && pinpoint(first, base);
  const param = issue && issue.path.length > 0 ? toName(issue.path) : null;
  const message = issue ? `\`${param}\`: ${issue.message}.` : "The request is not valid.";
  return new GatewayError({ kind: "invalid-request", message, param });
}

type Issue = { path: readonly PropertyKey[]; message: string };

/**
 * Finds the actual error in a union: the branch that matched furthest is the one the caller meant.
 */
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
  return { path, message: join([...new Set(messages)]) };
}

const MISSING = /^is missing \((.+) expected\)$/;

/** Merges messages that differ only in the type: `is missing (string or array expected)`. */
function join(messages: readonly string[]): string {
  const expected = messages.flatMap((message) => MISSING.exec(message)?.[1] ?? []);
  return expected.length === messages.length
    ? `is missing (${expected.join(" or ")} expected)`
    : messages.join(", or ");
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

/**
 * Validates one value of a body that is read piece by piece.
 * @param path the value's path within the body
 * @throws GatewayError `invalid-request`, whose `param` starts with the path
 */
export function parseAt<T>(schema: z.ZodType<T>, value: unknown, path: readonly PropertyKey[]): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw explainIssue(result.error, { base: path });
}

/** Formats `["messages", 0, "content"]` as `messages[0].content`; empty for the body itself. */
export function toParam(path: readonly PropertyKey[]): string {
  return path
    .map((key, at) => (typeof key === "number" ? `[${key}]` : `${at > 0 ? "." : ""}${String(key)}`))
    .join("");
}
