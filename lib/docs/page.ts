/** The languages of every generated page. */
export const LANGUAGES = ["en", "zh-CN"] as const;
export type Language = (typeof LANGUAGES)[number];

/** The same texts in each language. */
export type Words<Key extends string = string> = Readonly<Record<Language, Record<Key, string>>>;

/**
 * A page under `docs/`, named without language and extension: `models` is `models.md` in English.
 */
export type Page = { name: string; write: (language: Language) => string };

export const toFileName = (name: string, language: Language): string =>
  language === "en" ? `${name}.md` : `${name}.${language}.md`;

const NOTICE: Readonly<Record<Language, (source: string) => string>> = {
  en: (source) => `<!-- Written by \`npm run docs\` from ${source}: change it there. -->`,
  "zh-CN": (source) => `<!-- 由 \`npm run docs\` 根据 ${source} 生成：请修改源文件。 -->`,
};
const OTHER: Readonly<Record<Language, { label: string; language: Language }>> = {
  en: { label: "简体中文", language: "zh-CN" },
  "zh-CN": { label: "English", language: "en" },
};

/** Writes a page's head: its source, its title, and a link to the other language. */
export function toHead(
  { name, source, title }: { name: string; source: string; title: string },
  language: Language,
): string {
  const { label, language: other } = OTHER[language];
  return [`# ${title}`, NOTICE[language](source), `[${label}](${toFileName(name, other)})`].join(
    "\n\n",
  );
}

/** Formats a Markdown table; cells may contain anything but line breaks. */
export function toTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => "---"), ...rows].map(toRow).join("\n");
}

function toRow(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
}

export const toCode = (text: string): string => `\`${text}\``;
