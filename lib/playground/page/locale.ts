/** The languages of the page, as their tags. */
export type Locale = "zh-CN" | "en";

export const LOCALE_COOKIE = "lang";

/** How `proxy.ts` tells the page which language it has found. */
export const LOCALE_HEADER = "x-page-locale";

/** What the visitor asked for, with `?lang=` or once before; any Chinese is this one. */
export function findLocale(asked: string | null | undefined): Locale | undefined {
  if (asked === "en") return "en";
  return asked === "zh" || asked === "zh-CN" ? "zh-CN" : undefined;
}

/** The best of the browser's own wishes; Chinese, as most readers are, where it has no such wish. */
export function toPreferredLocale(acceptLanguage: string | null): Locale {
  const wishes = (acceptLanguage ?? "")
    .split(",")
    .map(readWish)
    .filter(({ quality }) => quality > 0)
    .toSorted((a, b) => b.quality - a.quality);
  return wishes.flatMap(({ language }) => findLocale(language) ?? [])[0] ?? "zh-CN";
}

/** One entry, such as `zh-CN;q=0.8`. */
function readWish(entry: string): { language: string; quality: number } {
  const [tag = "", ...parameters] = entry.split(";").map((part) => part.trim().toLowerCase());
  const quality = parameters.find((parameter) => parameter.startsWith("q="))?.slice(2) ?? "1";
  return { language: tag.split("-")[0] ?? "", quality: Number(quality) };
}
