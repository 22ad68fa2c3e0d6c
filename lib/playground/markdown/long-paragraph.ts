import { completeTail } from "./incomplete";

/** From this length on, the cost of parsing an open paragraph again for each word is noticeable. */
const LONG_CHARACTERS = 1000;
/** Beyond this length no cut is searched for, because the search costs time as well. */
const LAST_CHARACTERS = 3000;

/** Between two sentences, where no markup spans the gap. */
const SENTENCE_END = /[。！？](?=[\p{Script=Han}“‘「《])|[.!?] (?=[A-Za-z])/gu;

/**
 * Markup that may begin here and end much later, or that changes a line's meaning at its beginning.
 */
const UNSURE = /[[\]<>\\$|~_&]|:\/\/|www\.|^(?![\p{L}“‘「《]|$)/mu;

/**
 * Finds where a long open paragraph can be cut so that both parts mean the same alone as together.
 */
export function findCut(paragraph: string): number | undefined {
  if (paragraph.length < LONG_CHARACTERS || UNSURE.test(paragraph.slice(0, LONG_CHARACTERS))) {
    return undefined;
  }
  // Including the character after the end of the sentence, which must be known.
  for (const { index, 0: end } of paragraph.slice(0, LAST_CHARACTERS).matchAll(SENTENCE_END)) {
    const cut = index + end.length;
    if (cut >= LONG_CHARACTERS && isClosed(paragraph.slice(0, cut))) return cut;
  }
  return undefined;
}

/** Returns whether all stars and code that the part opens are closed in it. */
function isClosed(part: string): boolean {
  return !UNSURE.test(part) && completeTail(part) === part;
}
