/** Spark's rule of thumb (Web.html): one token is 1.5 Chinese characters … */
const CJK_CHARACTERS_PER_TOKEN = 1.5;
/** … or 0.8 of an English word. */
const WORDS_PER_TOKEN = 0.8;
/** A tokenizer splits anything longer than this into several tokens: base64, hashes, URLs. */
const CHARACTERS_PER_TOKEN = 4;

/**
 * The last code unit of the Latin script. Beyond it, each character outside CJK counts as a token.
 */
const LAST_LATIN = 0x02_4f;

/** Estimates how many tokens Spark will count in a text. */
export function estimateTokens(text: string): number {
  let cjk = 0;
  let words = 0;
  let others = 0;
  let wordLength = 0;
  const endWord = (): void => {
    if (wordLength > 0) words += Math.max(1 / WORDS_PER_TOKEN, wordLength / CHARACTERS_PER_TOKEN);
    wordLength = 0;
  };
  // A plain loop over code units, because a prompt may have millions of characters.
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    if (isCjk(unit)) {
      cjk += 1;
      endWord();
    } else if (unit > LAST_LATIN && !isPunctuation(unit)) {
      others += 1;
      endWord();
    } else if (unit <= 0x20) endWord();
    else wordLength += 1;
  }
  endWord();
  return Math.ceil(cjk / CJK_CHARACTERS_PER_TOKEN + words + others);
}

/** Covers dashes, quotes and other punctuation that is common in Latin texts. */
const isPunctuation = (unit: number): boolean => unit >= 0x20_00 && unit <= 0x20_6f;

/**
 * Covers Han, kana, hangul and full-width forms of the basic plane, in which most prompts for Spark
 * are written.
 */
function isCjk(unit: number): boolean {
  return (
    (unit >= 0x2e_80 && unit <= 0x9f_ff) ||
    (unit >= 0xac_00 && unit <= 0xd7_a3) ||
    (unit >= 0xf9_00 && unit <= 0xfa_ff) ||
    (unit >= 0xff_00 && unit <= 0xff_ef)
  );
}
