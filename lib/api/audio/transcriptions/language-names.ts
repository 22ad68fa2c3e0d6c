/** What `verbose_json` calls a language: its English name in lower case, as Whisper has it. */
const NAMES = new Intl.DisplayNames("en", { type: "language" });

/** @param code ISO 639-1, with or without a region, which Whisper does not name; undefined: unknown */
export function toLanguageName(code: string | undefined): string {
  if (code === undefined) return "unknown";
  const [language = code] = code.split(/[-_]/, 1);
  try {
    return (NAMES.of(language) ?? code).toLowerCase();
  } catch {
    return code;
  }
}
