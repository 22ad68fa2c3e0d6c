import type { Turn } from "./spark-request";

/**
 * Finds what is wrong with the order of a conversation; null if nothing. `tool` exists only over
 * HTTP.
 */
export function findDisorder(turns: readonly Turn[]): string | null {
  const rest = turns[0]?.role === "system" ? turns.slice(1) : turns;
  let previous = "system";
  for (const { role } of rest) {
    const allowed = FOLLOWERS[previous] ?? [];
    if (!allowed.includes(role))
      return previous === "system"
        ? `the first message must be from user, not ${role}`
        : `a message from ${role} must not follow one from ${previous}`;
    previous = role;
  }
  if (previous === "user" || previous === "tool") return null;
  return "the last message must be from user";
}

/** Checks the image endpoint's order: one user image first, then a conversation about it. */
export function findImageDisorder(turns: readonly Turn[]): string | null {
  const [first, ...rest] = turns;
  if (first?.content_type !== "image" || first.role !== "user")
    return "the first message must be an image from user";
  if (rest.some((turn) => turn.content_type === "image")) return "only one image is allowed";
  return findDisorder(rest);
}

const FOLLOWERS: Readonly<Record<string, readonly string[]>> = {
  system: ["user"],
  user: ["assistant"],
  assistant: ["user", "tool"],
  tool: ["user", "assistant", "tool"],
};
