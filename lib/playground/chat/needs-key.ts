import type { ChatState } from "../conversation/store";

/** Returns whether the gateway would refuse any message, because it wants a key and none is set. */
export function needsKey({
  credentials,
  gateway,
}: Pick<ChatState, "credentials" | "gateway">): boolean {
  return credentials.mode === "server" && gateway.access !== "open";
}
