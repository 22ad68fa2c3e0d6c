import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";

import { describe, expect, it } from "vitest";

import { expandBraces, listCodeSpans, listSnippets } from "../../markdown";

const read = (path: string): string => readFileSync(path, "utf8");
const listFiles = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)));

/** What a page's tree names: files, and folders by their closing slash. */
type Named = { files: string[]; folders: string[] };

/** A line that begins with a folder speaks of that folder, and so do the deeper lines below it. */
function readTree(tree: string): Named {
  const open: { indent: number; folder: string }[] = [];
  const named: Named = { files: [], folders: [] };
  for (const line of tree.split("\n").filter((text) => text.trim())) {
    const indent = line.search(/\S/);
    while ((open.at(-1)?.indent ?? -1) >= indent) open.pop();
    const [first = "", ...others] = line.trim().split(/\s+/).flatMap(expandBraces);
    const begun = /^[\w/-]+\//.exec(first)?.[0];
    const toWhole = (word: string): string => open.map(({ folder }) => folder).join("") + word;
    const words = [toWhole(first)];
    if (begun) open.push({ indent, folder: begun });
    words.push(...others.map(toWhole));
    named.files.push(...words.filter((word) => /^[\w/-]+\.ts$/.test(word)));
    named.folders.push(...words.filter((word) => /^[\w/-]+\/$/.test(word)));
  }
  return named;
}

describe("The map in lib/README.md", () => {
  const { files, folders } = readTree(listSnippets(read("lib/README.md"))[0]?.code ?? "");
  const present = listFiles("lib").filter((file) => file.endsWith(".ts"));

  it("names every file, or its folder where it names none of the folder's", () => {
    const whole = folders.filter((folder) => !files.some((file) => file.startsWith(folder)));
    const unnamed = present.filter(
      (file) => !files.includes(file) && !whole.some((folder) => file.startsWith(folder)),
    );
    expect(unnamed).toEqual([]);
  });

  it("names nothing that is not there, and nothing twice", () => {
    expect(files.filter((file) => !present.includes(file))).toEqual([]);
    expect(folders.filter((folder) => !existsSync(join("lib", folder)))).toEqual([]);
    expect(files.filter((file, index) => files.indexOf(file) !== index)).toEqual([]);
  });
});

const everything = ["app", "components", "docs", "lib", "lib/spark", "test", ".github"].flatMap(
  (folder) => listFiles(folder).map((file) => join(folder, file)),
);

/** `a*.ts` and `folder/` mean whatever is there. */
const exists = (path: string): boolean =>
  existsSync(path) || (path.includes("*") && everything.some((file) => toPattern(path).test(file)));
const toPattern = (path: string): RegExp =>
  new RegExp(`^${path.replaceAll(".", "\\.").replaceAll("*", "[^/]*")}$`);

/** The paths between a page's backticks that lead nowhere. */
function listLost(page: string): string[] {
  let beside = dirname(page);
  return listCodeSpans(read(page))
    .filter((code) => /^[\w.*{},/[\]-]+(\.(tsx?|mjs)|[a-z]\/)$/.test(code))
    .flatMap(expandBraces)
    .filter((path) => {
      // From the root, from the page, or beside what was named before.
      const found = [".", dirname(page), beside].map((base) => join(base, path)).find(exists);
      beside = found ? dirname(found) : beside;
      return !found;
    });
}

describe("Every path in backticks", () => {
  const pages = [".", "docs", "lib", "lib/spark", "test", "test/simulator", ".github"].flatMap(
    (folder) =>
      readdirSync(folder)
        .filter((name) => name.endsWith(".md"))
        .map((name) => join(folder, name)),
  );
  it.each(pages)("leads somewhere from %s", (page) => {
    expect(listLost(page)).toEqual([]);
  });

  it("is looked up: a page that names a test which is gone would be told", () => {
    expect(listCodeSpans(read("test/README.md"))).toContain("integration/chat.test.ts");
    expect(exists("test/integration/no-such.test.ts")).toBe(false);
    expect(exists("test/unit/spark/no-such-*.test.ts")).toBe(false);
  });
});
