import type { ChatBody } from "../conversation/types";
import { type Language, LANGUAGES } from "./languages";
import { toMessagesBody } from "./messages-body";
import { toMessagesCurl } from "./messages-curl";
import { toMessagesNode } from "./messages-node";
import { toMessagesPython } from "./messages-python";
import { toResponsesCurl, toResponsesNode, toResponsesPython } from "./responses";
import { listOmittedInResponses } from "./responses-body";

export type ApiId = "chat" | "responses" | "messages";

type Api = {
  id: ApiId;
  /** Its proper name, the same in every language. */
  name: string;
  languages: readonly Language[];
  /** Lists fields of the page's request that this API does not have. */
  listOmitted: (body: ChatBody) => readonly string[];
};

/** Every API in which the gateway accepts the same conversation; the page itself uses the first. */
export const APIS: Readonly<Record<ApiId, Api>> = {
  chat: {
    id: "chat",
    name: "Chat Completions",
    languages: Object.values(LANGUAGES),
    listOmitted: () => [],
  },
  responses: {
    id: "responses",
    name: "Responses",
    languages: [
      { ...LANGUAGES.curl, write: toResponsesCurl },
      { ...LANGUAGES.python, write: toResponsesPython },
      { ...LANGUAGES.node, write: toResponsesNode },
    ],
    listOmitted: listOmittedInResponses,
  },
  messages: {
    id: "messages",
    name: "Messages (Anthropic)",
    languages: [
      { id: "curl", name: "curl", write: toMessagesCurl, install: null },
      { id: "python", name: "Python", write: toMessagesPython, install: "pip install anthropic" },
      {
        id: "node",
        name: "Node.js",
        write: toMessagesNode,
        install: "npm install @anthropic-ai/sdk",
      },
    ],
    listOmitted: (body) => toMessagesBody(body).omitted,
  },
};
