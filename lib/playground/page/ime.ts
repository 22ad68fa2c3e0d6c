type KeyEvent = Pick<KeyboardEvent, "isComposing" | "keyCode">;

export type InputMethod = {
  start: () => void;
  end: () => void;
  /** The key chooses a word in the input method's own window and means nothing to the page. */
  owns: (event: KeyEvent) => boolean;
};

/** What an input method reports instead of the key that it took for itself. */
const TAKEN_BY_INPUT_METHOD = 229;

/**
 * Tells an Enter that ends a word from an Enter that sends. Browsers do not agree on how:
 * `isComposing` is enough for most; Safari ends the composition *before* that Enter's keydown,
 * which it marks only with 229 (WebKit bug 165004), and with some input methods not even so. Thus
 * a composition counts as going on until the task in which it ended is over.
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
