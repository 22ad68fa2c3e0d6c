/** The names of languages in `verbose_json`: in English and in lower case, as in Whisper. */
const NAMES = new Intl.DisplayNames("en", { type: "language" });

/**
 * Returns the name of a language, or "unknown".
 * @param code ISO 639-1, or another code of one or two parts; undefined if unknown
 */
export function toLanguageName(code: string | undefined): string {
  if (code === undefined) return "unknown";
  try {
    return (NAMES.of(code) ?? code).toLowerCase();
  } catch {
    return code;
  }
}
