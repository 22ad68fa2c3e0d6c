import { completeTail } from "./incomplete";

/** From this length on, what is read of an open paragraph again at every word can be seen. */
const LONG_CHARACTERS = 1000;
/** Where no place was good by then, none is looked for: looking costs time as well. */
const LAST_CHARACTERS = 3000;

/** Between two sentences: no sign of markdown reaches across. */
const SENTENCE_END = /[。！？](?=[\p{Script=Han}“‘「《])|[.!?] (?=[A-Za-z])/gu;

/** What may begin at one place and end far behind it, or at the head of a line makes it something else. */
const UNSURE = /[[\]<>\\$|~_&]|:\/\/|www\.|^(?![\p{L}“‘「《]|$)/mu;

/** Where a long paragraph, still open, can be cut so that both parts read alone as they do together. */
export function findCut(paragraph: string): number | undefined {
  if (paragraph.length < LONG_CHARACTERS || UNSURE.test(paragraph.slice(0, LONG_CHARACTERS))) {
    return undefined;
  }
  // With the sign behind the sentence's end, which has to be known.
  for (const { index, 0: end } of paragraph.slice(0, LAST_CHARACTERS).matchAll(SENTENCE_END)) {
    const cut = index + end.length;
    if (cut >= LONG_CHARACTERS && isClosed(paragraph.slice(0, cut))) return cut;
  }
  return undefined;
}

/** Stars and code that were opened in it have been closed in it. */
function isClosed(part: string): boolean {
  return !UNSURE.test(part) && completeTail(part) === part;
}
