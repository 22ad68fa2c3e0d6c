import type { ChatState } from "../conversation/store";

/** The gateway is bound to refuse whatever is sent now: it wants a key, and there is none. */
export function needsKey({
  credentials,
  gateway,
}: Pick<ChatState, "credentials" | "gateway">): boolean {
  return credentials.mode === "server" && gateway.access !== "open";
}
