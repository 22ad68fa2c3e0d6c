import type { AnswerTurn, Image, TextFile, UserTurn, Variant } from "./types";

type Asked = { text: string; images?: Image[]; files?: readonly TextFile[] };

export function createQuestion(id: string, { text, images = [], files = [] }: Asked): UserTurn {
  return { role: "user", id, text, images, ...(files.length > 0 && { files: [...files] }) };
}

/** Creates an answer in progress, with one variant for each requested choice. */
export function createAnswer(id: string, variants: Variant[]): AnswerTurn {
  return { role: "assistant", id, variants, shown: 0 };
}

export function createVariant(id: string, model: string, wireId: string): Variant {
  return {
    id,
    state: "waiting",
    model,
    text: "",
    reasoning: "",
    reasoningMs: null,
    toolCalls: [],
    citations: [],
    finishReason: null,
    usage: null,
    timing: { firstTokenMs: null, lastTokenMs: null, totalMs: null },
    report: { requestId: null, sid: null, adjusted: [], ignored: [], truncated: null },
    failure: null,
    wireId,
  };
}

/**
 * More than any line of a list shows. The list truncates visually, so that renaming starts from the
 * whole title.
 */
const TITLE_LENGTH = 200;

/**
 * Returns the title of a conversation until it is renamed: the first line of its first question.
 */
export function toTitle(text: string): string {
  const line = text.trim().split(/\s*\n/)[0] ?? "";
  // Cut between whole characters, because half of one would be unreadable.
  const characters = Array.from(new Intl.Segmenter().segment(line), ({ segment }) => segment);
  if (characters.length <= TITLE_LENGTH) return line;
  return `${characters.slice(0, TITLE_LENGTH).join("")}…`;
}
