import { DEFAULT_MODEL } from "./models";
import type { Conversation } from "./types";

/**
 * A conversation before its first question. It has no id and is not stored, so it is the same on
 * the server and in the browser.
 */
export const EMPTY_CONVERSATION: Conversation = {
  id: "",
  title: "",
  createdAt: 0,
  updatedAt: 0,
  model: DEFAULT_MODEL,
  parameters: {},
  turns: [],
};
