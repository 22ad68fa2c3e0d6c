import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

import { describe, expect, it } from "vitest";

import {
  listCodeSpans,
  listHeadingDepths,
  listLinks,
  listPages,
  listSnippets,
} from "../../markdown";

const read = (path: string): string => readFileSync(path, "utf8");

const pages = listPages();
const chinese = pages.filter((page) => page.endsWith(".zh-CN.md"));

const toEnglish = (path: string): string => path.replace(".zh-CN.md", ".md");

describe("Chinese translation", () => {
  it("covers the README and every page in docs/", () => {
    const english = pages.filter(
      (page) => !page.includes(".zh-CN") && (page === "README.md" || page.startsWith("docs/")),
    );
    expect(chinese.map(toEnglish).toSorted()).toEqual(english.toSorted());
  });

  it.each(chinese)("%s has the same code spans as its English page", (page) => {
    const [here, there] = [page, toEnglish(page)].map((path) => new Set(listCodeSpans(read(path))));
    expect(here).toEqual(there);
  });

  it.each(chinese)("%s has the same headings, commands and links as its English page", (page) => {
    const [here, there] = [read(page), read(toEnglish(page))];
    expect(listHeadingDepths(here)).toEqual(listHeadingDepths(there));
    const toPlain = (text: string) =>
      listSnippets(text)
        .filter(({ language }) => language !== "mermaid")
        .map(({ language, code }) => ({ language, code }));
    expect(toPlain(here)).toEqual(toPlain(there));
    const isOther = (link: string): boolean =>
      toEnglish(link) === toEnglish(page.split("/").at(-1) ?? "");
    const toTargets = (text: string): string[] =>
      listLinks(text)
        // External links may differ, because a page in the reader's language is more useful.
        .filter((link) => !isOther(link) && !/^[a-z]+:/.test(link))
        .map((link) => toEnglish(link).replace(/#.*/, ""));
    expect(toTargets(here)).toEqual(toTargets(there));
  });
});

describe("links inside the repository", () => {
  it.each(pages)("%s contains no broken link", (page) => {
    const lost = listLinks(read(page)).filter((link) => {
      if (/^[a-z]+:/.test(link) || link.startsWith("#")) return false;
      return !existsSync(join(dirname(page), link.replace(/#.*/, "")));
    });
    expect(lost).toEqual([]);
  });
});
