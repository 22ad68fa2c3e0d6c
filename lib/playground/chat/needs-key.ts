import type { ChatState } from "../conversation/store";

/**
 * Returns whether the gateway would reject every message, because it requires a key and none is
 * set.
 */
export function needsKey({
  credentials,
  gateway,
}: Pick<ChatState, "credentials" | "gateway">): boolean {
  return credentials.mode === "server" && gateway.access !== "open";
}
