/** What `verbose_json` calls a language: its English name in lower case, as Whisper has it. */
const NAMES = new Intl.DisplayNames("en", { type: "language" });

/** @param code ISO 639-1, or another name of one or two parts; undefined: nobody knows */
export function toLanguageName(code: string | undefined): string {
  if (code === undefined) return "unknown";
  try {
    return (NAMES.of(code) ?? code).toLowerCase();
  } catch {
    return code;
  }
}
