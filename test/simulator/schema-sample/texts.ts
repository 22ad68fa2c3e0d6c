const SIMULATED = "模拟 (simulated)";

/** Property names with a text that a person would enter. The first match counts. */
const HINTS: readonly (readonly [pattern: RegExp, text: string])[] = [
  [/e-?mail|邮箱/iu, "user@example.com"],
  [/phone|mobile|电话|手机/iu, "13800000000"],
  [/ur[il]$|link|website|homepage|网址/iu, "https://example.com/simulated"],
  [/birth_?da(?:y|te)|(?:^|_)date|date$|日期|生日/iu, "2025-06-01"],
  [/city|城市/iu, "合肥 (模拟)"],
  [/country|国家/iu, "中国 (模拟)"],
  [/(?:file|user|host|domain)_?name/iu, "simulated"],
  [/name$|author|姓名|名字|作者/iu, "张三 (模拟)"],
  [/title|标题/iu, "标题 (模拟)"],
  [/colou?r|颜色/iu, "blue (simulated)"],
];

/** Returns a text for a property by its name. It states that it is simulated if there is room. */
export function toText(name: string): string {
  return HINTS.find(([pattern]) => pattern.test(name))?.[1] ?? SIMULATED;
}

/**
 * Cuts or lengthens a text to between `minimum` and `maximum` characters; the turn makes repeats
 * distinct.
 */
export function fitText(
  text: string,
  turn: number,
  { minimum, maximum }: { minimum: number; maximum: number },
): string {
  const suffix = turn === 0 ? "" : ` ${turn + 1}`;
  const room = Math.max(0, maximum - suffix.length);
  let characters = Array.from(text).slice(0, room);
  const missing = minimum - suffix.length - characters.length;
  if (missing > 0) characters = [...characters, ...repeat(text, missing)];
  const whole = characters.join("") + suffix;
  return Array.from(whole).length <= maximum ? whole : toLetters(turn, minimum, maximum);
}

function repeat(text: string, count: number): string[] {
  const characters = Array.from(text === "" ? "a" : text);
  return Array.from({ length: count }, (_, index) => characters[index % characters.length] ?? "a");
}

/** Returns another short text for each turn: a, b … z, aa, ab … */
function toLetters(turn: number, minimum: number, maximum: number): string {
  let letters = "";
  for (let rest = turn; rest >= 0; rest = Math.floor(rest / 26) - 1) {
    letters = String.fromCodePoint(97 + (rest % 26)) + letters;
  }
  return letters.padStart(minimum, "a").slice(0, maximum);
}
