/** The languages of the page, as language tags. */
export type Locale = "zh-CN" | "en";

export const LOCALE_COOKIE = "lang";

/** The header in which `proxy.ts` passes the chosen language to the page. */
export const LOCALE_HEADER = "x-page-locale";

/**
 * Returns the language that the visitor chose, with `?lang=` or earlier; every kind of Chinese
 * counts as this one.
 */
export function findLocale(asked: string | null | undefined): Locale | undefined {
  if (asked === "en") return "en";
  return asked === "zh" || asked === "zh-CN" ? "zh-CN" : undefined;
}

/**
 * Returns the best of the browser's preferred languages; Chinese by default, as most readers speak
 * it.
 */
export function toPreferredLocale(acceptLanguage: string | null): Locale {
  const wishes = (acceptLanguage ?? "")
    .split(",")
    .map(readWish)
    .filter(({ quality }) => quality > 0)
    .toSorted((a, b) => b.quality - a.quality);
  return wishes.flatMap(({ language }) => findLocale(language) ?? [])[0] ?? "zh-CN";
}

/** Reads one entry, such as `zh-CN;q=0.8`. */
function readWish(entry: string): { language: string; quality: number } {
  const [tag = "", ...parameters] = entry.split(";").map((part) => part.trim().toLowerCase());
  const quality = parameters.find((parameter) => parameter.startsWith("q="))?.slice(2) ?? "1";
  return { language: tag.split("-")[0] ?? "", quality: Number(quality) };
}
