import type { Citation } from "../../../core/delta";

/** The sources of an answer, on their way to the search's item and to the text that draws on them. */
export function createFoundSources() {
  const found: Citation[] = [];
  let cited = 0;
  let isShown = false;
  return {
    add(citations: readonly Citation[]): void {
      // Some clients break on a source that is no web page.
      found.push(...citations.filter(({ url }) => /^https?:\/\//i.test(url)));
    },
    /** What the search's item shows, once; undefined where there is nothing to show. */
    takeForSearch: (): readonly Citation[] | undefined => {
      if (isShown || found.length === 0) return undefined;
      isShown = true;
      return [...found];
    },
    /** What no text has been said to draw on yet. */
    takeForText: (): readonly Citation[] => {
      const taken = found.slice(cited);
      cited = found.length;
      return taken;
    },
  };
}
