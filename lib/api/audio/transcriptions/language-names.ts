/** The names of languages in `verbose_json`: in English and in lower case, as in Whisper. */
const NAMES = new Intl.DisplayNames("en", { type: "language" });

/**
 * Returns the name of a language, or "unknown".
 * @param code ISO 639-1, with or without a region, which Whisper does not name; undefined if
 * unknown
 */
export function toLanguageName(code: string | undefined): string {
  if (code === undefined) return "unknown";
  const [language = code] = code.split(/[-_]/, 1);
  try {
    return (NAMES.of(language) ?? code).toLowerCase();
  } catch {
    return code;
  }
}
