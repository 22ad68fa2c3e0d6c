/** Spark's rule of thumb (Web.html): a token is 1.5 Chinese characters … */
const CJK_CHARACTERS_PER_TOKEN = 1.5;
/** … or 0.8 of an English word. */
const WORDS_PER_TOKEN = 0.8;
/** A word longer than this is not one word to a tokenizer: base64, hashes, URLs. */
const CHARACTERS_PER_TOKEN = 4;

/** Where the Latin script and its signs end; what is beyond and not Chinese has a token for each character. */
const LAST_LATIN = 0x02_4f;

/** How many tokens Spark will probably count in a text. An estimate, in whole tokens. */
export function estimateTokens(text: string): number {
  let cjk = 0;
  let words = 0;
  let others = 0;
  let wordLength = 0;
  const endWord = (): void => {
    if (wordLength > 0) words += Math.max(1 / WORDS_PER_TOKEN, wordLength / CHARACTERS_PER_TOKEN);
    wordLength = 0;
  };
  // A plain loop over code units: prompts may have millions of characters.
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

/** Dashes, quotes and the like, which stand in Latin texts too. */
const isPunctuation = (unit: number): boolean => unit >= 0x20_00 && unit <= 0x20_6f;

/** Han, kana, hangul and full-width forms of the basic plane: what Spark is asked in, nearly always. */
function isCjk(unit: number): boolean {
  return (
    (unit >= 0x2e_80 && unit <= 0x9f_ff) ||
    (unit >= 0xac_00 && unit <= 0xd7_a3) ||
    (unit >= 0xf9_00 && unit <= 0xfa_ff) ||
    (unit >= 0xff_00 && unit <= 0xff_ef)
  );
}
