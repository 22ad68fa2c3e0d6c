import { listKinds } from "../gateway/config/settings";
import { type Language, type Page, toCode, toHead, toTable, type Words } from "./page";
import { toChineseExpectation } from "./expected-value-words";
import { SETTING_WORDS } from "./setting-words";

/**
 * Builds the page of settings. The accepted values are the texts of the error messages.
 * @param example the text of `.env.example`, which holds the defaults; a test keeps it up to date
 */
export function createSettingsPage(example: string): Page {
  const kinds = listKinds();
  const defaults = new Map(
    [...example.matchAll(/^([A-Z_]+)=(.*)$/gm)].map(([, name = "", value = ""]) => [name, value]),
  );
  return {
    name: "settings",
    write(language) {
      const words = WORDS[language];
      const head = [words.variable, words.standard, words.meaning, words.takes];
      const toRow = ([name, meaning]: [string, Record<typeof language, string>]): string[] => {
        const standard = defaults.get(name);
        return [
          toCode(name),
          standard ? toCode(standard) : "–",
          meaning[language],
          toExpectation(kinds.get(name) ?? "", language),
        ];
      };
      return [
        toHead(
          { name: "settings", source: "lib/docs/setting-words.ts", title: words.title },
          language,
        ),
        words.intro,
        ...SETTING_WORDS.flatMap(({ title, settings }) => [
          `## ${title[language]}`,
          toTable(head, Object.entries(settings).map(toRow)),
        ]),
      ].join("\n\n");
    },
  };
}

const toExpectation = (english: string, language: Language): string =>
  language === "en" ? english : (toChineseExpectation(english) ?? english);

const WORDS: Words<"title" | "intro" | "variable" | "standard" | "meaning" | "takes"> = {
  en: {
    title: "Settings",
    intro:
      "All of them are variables of the environment, or lines of `.env.local` (`.env` in Docker); all of " +
      "them are optional, and an empty value is none. A wrong value stops the start with one line that " +
      "names the variable and what it takes.",
    variable: "variable",
    standard: "default",
    meaning: "meaning",
    takes: "takes",
  },
  "zh-CN": {
    title: "设置",
    intro:
      "全部是环境变量，或 `.env.local`（Docker 里是 `.env`）中的一行；全部可以不设，空值等于没有。值有误时网关拒绝启动，" +
      "并用一行文字指出变量名和可取的值。",
    variable: "变量",
    standard: "默认值",
    meaning: "含义",
    takes: "取值",
  },
};
