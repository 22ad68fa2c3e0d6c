import type { Citation } from "../../../core/delta";

/** Collects the citations of an answer, for the search item and for the text that cites them. */
export function createFoundSources() {
  const found: Citation[] = [];
  let cited = 0;
  let isShown = false;
  return {
    add(citations: readonly Citation[]): void {
      // Some clients fail on a citation that is not a web page.
      found.push(...citations.filter(({ url }) => /^https?:\/\//i.test(url)));
    },
    /** Returns the citations for the search item, once; undefined if there are none. */
    takeForSearch: (): readonly Citation[] | undefined => {
      if (isShown || found.length === 0) return undefined;
      isShown = true;
      return [...found];
    },
    /** Returns the citations that no text has used yet. */
    takeForText: (): readonly Citation[] => {
      const taken = found.slice(cited);
      cited = found.length;
      return taken;
    },
  };
}
