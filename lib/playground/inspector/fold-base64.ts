export type Base64Folder = {
  /** Takes more text and returns the part that is final. */
  feed: (text: string) => string;
  /** Returns the rest. */
  end: () => string;
};

/** Longer runs of base64 are images or sounds; words and ids are shorter. */
const MAX_RUN = 1000;
/** Enough to recognise the file type by its first bytes. */
const KEPT_OF_RUN = 40;

/**
 * Shortens base64 in a text that arrives in pieces. Ten images are some twenty megabytes, which
 * would freeze the panel and fill the memory.
 */
export function createBase64Folder(): Base64Folder {
  // The run that reaches the end of the text so far: its first characters and its length.
  let head = "";
  let length = 0;
  const grow = (run: string): void => {
    head += run.slice(0, MAX_RUN - head.length);
    length += run.length;
  };
  const close = (): string => {
    const told =
      length <= MAX_RUN
        ? head
        : `${head.slice(0, KEPT_OF_RUN)}…(${length - KEPT_OF_RUN} more characters)`;
    head = "";
    length = 0;
    return told;
  };
  return {
    feed: (text) => {
      let told = "";
      for (const [run, between] of splitRuns(text)) {
        grow(run);
        if (between !== "") told += close() + between;
      }
      return told;
    },
    end: close,
  };
}

/** Yields each run of base64 together with the text after it. */
function* splitRuns(text: string): Generator<[run: string, between: string], void, undefined> {
  for (const [, run = "", between = ""] of text.matchAll(/([\w+/=-]*)([^\w+/=-]*)/g)) {
    yield [run, between];
  }
}
