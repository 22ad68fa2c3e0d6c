export type Base64Folder = {
  /** What can be told so far of all text until here. */
  feed: (text: string) => string;
  /** What was held back. */
  end: () => string;
};

/** A run of base64 that is longer is an image or a sound; words and ids are not. */
const MAX_RUN = 1000;
/** Enough to see what it is: the first bytes of a file name its type. */
const KEPT_OF_RUN = 40;

/**
 * Cuts base64 short while a text comes in, wherever the network has cut it: ten images are twenty megabytes
 * that nobody reads, and whoever looks at them looks at a picture.
 */
export function createBase64Folder(): Base64Folder {
  // The run that reaches the end of what has come: its beginning, and its length.
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

/** Runs of base64, each with what follows it. */
function* splitRuns(text: string): Generator<[run: string, between: string], void, undefined> {
  for (const [, run = "", between = ""] of text.matchAll(/([\w+/=-]*)([^\w+/=-]*)/g)) {
    yield [run, between];
  }
}
