import type { ChatBody } from "../conversation/types";
import type { SnippetTarget } from "./credential";
import { toCurlCommand } from "./curl";
import { toMessagesBody } from "./messages-body";

/** Writes a shell command for Anthropic's API. */
export function toMessagesCurl(chat: ChatBody, target: SnippetTarget): string {
  const { body } = toMessagesBody(chat);
  const headers = ["anthropic-version: 2023-06-01"];
  return toCurlCommand({ path: "/messages", body, headers }, target);
}
