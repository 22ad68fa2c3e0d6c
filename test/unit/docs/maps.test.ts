import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";

import { describe, expect, it } from "vitest";

import { expandBraces, listCodeSpans, listPages, listSnippets } from "../../markdown";

const read = (path: string): string => readFileSync(path, "utf8");
const listFiles = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)));

/** Reads the folders in a page's tree, recognised by their trailing slash. */
function readTree(tree: string): string[] {
  const open: { indent: number; folder: string }[] = [];
  const named: string[] = [];
  for (const line of tree.split("\n")) {
    const [, space = "", folder] = /^( *)([\w-]+\/)/.exec(line) ?? [];
    if (!folder) continue;
    while ((open.at(-1)?.indent ?? -1) >= space.length) open.pop();
    named.push(open.map((parent) => parent.folder).join("") + folder);
    open.push({ indent: space.length, folder });
  }
  return named;
}

describe("map in lib/README.md", () => {
  const named = readTree(listSnippets(read("lib/README.md"))[0]?.code ?? "");
  const present = listFiles("lib")
    .filter((file) => file.includes("/"))
    .map((file) => `${dirname(file)}/`);

  it("names every folder that holds a file", () => {
    expect([...new Set(present)].filter((folder) => !named.includes(folder))).toEqual([]);
  });

  it("names no missing folder, and none twice", () => {
    expect(named.filter((folder) => !existsSync(join("lib", folder)))).toEqual([]);
    expect(named.filter((folder, index) => named.indexOf(folder) !== index)).toEqual([]);
  });
});

const everything = ["app", "components", "docs", "lib", "lib/spark", "test", ".github"].flatMap(
  (folder) => listFiles(folder).map((file) => join(folder, file)),
);

/** Accepts `a*.ts` and `folder/` as patterns for existing paths. */
const exists = (path: string): boolean =>
  existsSync(path) || (path.includes("*") && everything.some((file) => toPattern(path).test(file)));
const toPattern = (path: string): RegExp =>
  new RegExp(`^${path.replaceAll(".", "\\.").replaceAll("*", "[^/]*")}$`);

/** Lists the paths in a page's code spans that do not exist. */
function listLost(page: string): string[] {
  let beside = dirname(page);
  return listCodeSpans(read(page))
    .filter((code) => /^[\w.*{},/[\]-]+(\.(tsx?|mjs)|[a-z]\/)$/.test(code))
    .flatMap(expandBraces)
    .filter((path) => {
      // Paths are relative to the root, to the page, or to the folder of the previous path.
      const found = [".", dirname(page), beside].map((base) => join(base, path)).find(exists);
      beside = found ? dirname(found) : beside;
      return !found;
    });
}

describe("paths in backticks", () => {
  it.each(listPages())("%s names only paths that exist", (page) => {
    expect(listLost(page)).toEqual([]);
  });

  it("are read from code spans, and a missing path is detected", () => {
    expect(listCodeSpans(read("test/README.md"))).toContain(
      "integration/chat-completions/chat.test.ts",
    );
    expect(exists("test/integration/no-such.test.ts")).toBe(false);
    expect(exists("test/unit/spark/no-such-*.test.ts")).toBe(false);
  });
});
