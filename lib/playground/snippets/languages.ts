import type { ChatBody } from "../conversation/types";
import type { SnippetTarget } from "./credential";
import { toCurl } from "./curl";
import { toFetch } from "./fetch";
import { toNode } from "./node";
import { toPython } from "./python";
import { toResponsesCurl, toResponsesNode, toResponsesPython } from "./responses";

export type LanguageId = "curl" | "python" | "node" | "fetch";

export type Language = {
  id: LanguageId;
  /** Its own name, the same in every language. */
  name: string;
  write: (body: ChatBody, target: SnippetTarget) => string;
  /** What has to be there first. */
  install: string | null;
};

const CURL = { id: "curl", name: "curl", install: null } as const;
const PYTHON = { id: "python", name: "Python", install: "pip install openai" } as const;
const NODE = { id: "node", name: "Node.js", install: "npm install openai" } as const;

export type ApiId = "chat" | "responses";

type Api = { id: ApiId; name: string; languages: readonly [Language, ...Language[]] };

/** The request of the page in each API that the gateway serves it by. */
export const APIS: Readonly<Record<ApiId, Api>> = {
  chat: {
    id: "chat",
    name: "Chat Completions",
    languages: [
      { ...CURL, write: toCurl },
      { ...PYTHON, write: toPython },
      { ...NODE, write: toNode },
      { id: "fetch", name: "fetch", write: toFetch, install: null },
    ],
  },
  responses: {
    id: "responses",
    name: "Responses",
    languages: [
      { ...CURL, write: toResponsesCurl },
      { ...PYTHON, write: toResponsesPython },
      { ...NODE, write: toResponsesNode },
    ],
  },
};
