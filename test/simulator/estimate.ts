const CJK = /[\u2E80-\u9FFF\uAC00-\uD7AF\uF900-\uFAFF\uFF00-\uFFEF]/gu;
const CJK_PER_TOKEN = 1.5;
const TOKENS_PER_WORD = 1.25;
const LONG_WORD = 16;
const CHARACTERS_PER_TOKEN = 4;

/**
 * Estimates tokens by iFlytek's own rule of thumb: one token is 1.5 Chinese characters or 0.8 of an
 * English word.
 */
export function estimateTokens(text: string): number {
  let cjk = 0;
  const words = text.replaceAll(CJK, () => {
    cjk += 1;
    return " ";
  });
  let tokens = cjk / CJK_PER_TOKEN;
  for (const word of words.split(/\s+/u)) {
    if (word === "") continue;
    // A long unbroken run (base64, a URL) does not count as a word.
    tokens += word.length > LONG_WORD ? word.length / CHARACTERS_PER_TOKEN : TOKENS_PER_WORD;
  }
  return Math.ceil(tokens);
}

/**
 * Returns the longest start of the text within the budget, in whole characters; at least one, as a
 * model with room for a token always says something.
 */
export function fitTokens(text: string, budget: number): string {
  if (estimateTokens(text) <= budget) return text;
  const characters = Array.from(text);
  let fits = budget < 1 ? 0 : 1;
  let breaks = characters.length;
  while (breaks - fits > 1) {
    const middle = Math.floor((fits + breaks) / 2);
    if (estimateTokens(characters.slice(0, middle).join("")) <= budget) fits = middle;
    else breaks = middle;
  }
  return characters.slice(0, fits).join("");
}
