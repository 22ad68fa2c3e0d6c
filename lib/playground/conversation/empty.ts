import { DEFAULT_MODEL } from "./models";
import type { Conversation } from "./types";

/** Before its first question it has no id and is kept nowhere; so it is the same for server and page. */
export const EMPTY_CONVERSATION: Conversation = {
  id: "",
  title: "",
  createdAt: 0,
  updatedAt: 0,
  model: DEFAULT_MODEL,
  parameters: {},
  turns: [],
};
