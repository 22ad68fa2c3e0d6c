type KeyEvent = Pick<KeyboardEvent, "isComposing" | "keyCode">;

export type InputMethod = {
  start: () => void;
  end: () => void;
  /**
   * Returns whether the key belongs to the input method's own window, and means nothing to the
   * page.
   */
  owns: (event: KeyEvent) => boolean;
};

/** The code that an input method reports for a key that it has handled itself. */
const TAKEN_BY_INPUT_METHOD = 229;

/**
 * Distinguishes an Enter that ends a word from an Enter that sends. Browsers differ: `isComposing`
 * is enough for most. Safari ends the composition *before* that Enter's keydown, which it marks
 * only with 229 (WebKit bug 165004), and with some input methods not even with that. A composition
 * therefore counts as active until the task in which it ended is over.
 */
export function createInputMethod(): InputMethod {
  let isComposing = false;
  let ending: ReturnType<typeof setTimeout> | undefined;
  return {
    start: () => {
      clearTimeout(ending);
      isComposing = true;
    },
    end: () => {
      ending = setTimeout(() => {
        isComposing = false;
      });
    },
    owns: (event) => isComposing || event.isComposing || event.keyCode === TAKEN_BY_INPUT_METHOD,
  };
}
