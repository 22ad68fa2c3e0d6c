import type { ChatBody } from "../conversation/types";
import type { SnippetTarget } from "./credential";
import { toCurl } from "./curl";
import { toFetch } from "./fetch";
import { toNode } from "./node";
import { toPython } from "./python";

export type LanguageId = "curl" | "python" | "node" | "fetch";

export type Language = {
  id: LanguageId;
  /** Its proper name, the same in every language. */
  name: string;
  write: (body: ChatBody, target: SnippetTarget) => string;
  /** The command that installs what it needs. */
  install: string | null;
};

export const LANGUAGES: Readonly<Record<LanguageId, Language>> = {
  curl: { id: "curl", name: "curl", write: toCurl, install: null },
  python: { id: "python", name: "Python", write: toPython, install: "pip install openai" },
  node: { id: "node", name: "Node.js", write: toNode, install: "npm install openai" },
  fetch: { id: "fetch", name: "fetch", write: toFetch, install: null },
};
