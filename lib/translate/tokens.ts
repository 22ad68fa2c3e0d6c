/** Spark's rule of thumb (spark-protocol.md §2.2): a token is 1.5 Chinese characters … */
const CJK_CHARACTERS_PER_TOKEN = 1.5;
/** … or 0.8 of an English word. */
const WORDS_PER_TOKEN = 0.8;
/** A word longer than this is not one word to a tokenizer: base64, hashes, URLs. */
const CHARACTERS_PER_TOKEN = 4;

const CJK =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u3000-\u303f\uff00-\uffef]/gu;

/** How many tokens Spark will probably count in a text. An estimate, in whole tokens. */
export function estimateTokens(text: string): number {
  let cjk = 0;
  const rest = text.replace(CJK, () => {
    cjk += 1;
    return " ";
  });
  let words = 0;
  for (const word of rest.split(/\s+/)) {
    if (word) words += Math.max(1 / WORDS_PER_TOKEN, word.length / CHARACTERS_PER_TOKEN);
  }
  return Math.ceil(cjk / CJK_CHARACTERS_PER_TOKEN + words);
}
