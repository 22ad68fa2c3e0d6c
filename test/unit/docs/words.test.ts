import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { expect, it } from "vitest";

import { listPages } from "../../markdown";

/** One word per thing: words that texts avoid, and what to use instead. */
const WORDS: readonly (readonly [forbidden: RegExp, word: string])[] = [
  [/\b(?:he|his|him|himself|she|hers|herself)\b/gi, "they, the caller, the operator, the reader"],
  [/\bwho(?:m|so)?ever\b/gi, "the caller, a client, anyone who"],
  [/\b(?:any|some|every)body\b/gi, "anyone, someone, everyone"],
  [/\btold\b/gi, "reported, named, returned"],
  [/\bso\s+(?:long|many)\b(?!\s+(?:as|that)\b)/gi, "the name of the number"],
  [/\blet(?:s|ting)?\s+(?:\w+\s+)?in\b/gi, "accept"],
  [/\bpictures?\b/gi, "image"],
  [/\bthoughts\b/gi, "reasoning"],
  [/\banew\b/gi, "again"],
  [/\btime-outs?\b/gi, "timeout"],
  [/\bback-pressure\b/gi, "backpressure"],
  [/\bcool-downs?\b/gi, "cooldown"],
  [/\bfail-overs?\b/gi, "failover"],
  [/\bend-points?\b/gi, "endpoint"],
  [/\bre-tr(?:y|ies)\b/gi, "retry"],
  [/\bcolors?\b/gi, "colour"],
  [/\bbehaviors?\b/gi, "behaviour"],
  [/\b(?:recogn|normal|summar|optim)iz\w+/gi, "the British spelling with -is-"],
];

/** Code and addresses have words of their own. The phrases after them are right as they are. */
const EXCEPTIONS = /```[^]*?```|`[^`\n]*`|https?:\/\/\S+|\]\([^)]*\)|lets\s+nobody\s+in/g;

const MAX_COLUMNS = 100;

/** A text in one place, with its lines in their columns. */
type Piece = { place: string; line: number; lines: string[] };

const readLines = (path: string): string[] => readFileSync(path, "utf8").split("\n");

function listSources(): string[] {
  return ["lib", "components", "app", "test"].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((name) => /\.(?:tsx?|mjs)$/.test(name))
      .map((name) => join(folder, name)),
  );
}

/** Comments on lines of their own, adjacent lines together; directives cannot be wrapped. */
function listComments(place: string): Piece[] {
  const pieces: Piece[] = [];
  let isInside: boolean = false;
  let last = 0;
  for (const [index, line] of readLines(place).entries()) {
    const isBlock: boolean = isInside || /^\s*\{?\/\*/.test(line);
    isInside = isBlock && !line.includes("*/");
    if ((!isBlock && !/^\s*\/\//.test(line)) || line.includes("oxlint-disable")) continue;
    if (index !== last + 1 || pieces.length === 0)
      pieces.push({ place, line: index + 1, lines: [] });
    pieces.at(-1)?.lines.push(line);
    last = index;
  }
  return pieces;
}

function findWords({ place, line, lines }: Piece): string[] {
  const text = lines.map((one) => one.replace(/^\s*(?:\/\/|\/?\*+)/, "")).join("\n");
  const prose = text.replaceAll(EXCEPTIONS, (code) => code.replaceAll(/[^\n]/g, "_"));
  return WORDS.flatMap(([forbidden, word]) =>
    [...prose.matchAll(forbidden)].map(({ 0: found, index }) => {
      const at = line + prose.slice(0, index).split("\n").length - 1;
      return `${place}:${at}: "${found.replaceAll(/\s+/g, " ")}" → ${word}`;
    }),
  );
}

const comments = listSources().flatMap(listComments);

it("uses one word per thing in comments", () => {
  expect(comments.length).toBeGreaterThan(1000);
  expect(comments.flatMap(findWords)).toEqual([]);
});

it("uses one word per thing in the English pages", () => {
  const english = listPages().filter((page) => !page.endsWith(".zh-CN.md"));
  const pages = english.map((place): Piece => ({ place, line: 1, lines: readLines(place) }));
  expect(pages.length).toBeGreaterThan(10);
  expect(pages.flatMap(findWords)).toEqual([]);
});

it(`keeps comments within ${MAX_COLUMNS} columns`, () => {
  const long = comments.flatMap(({ place, line, lines }) =>
    lines.flatMap((one, at) => (one.length > MAX_COLUMNS ? [`${place}:${line + at}`] : [])),
  );
  expect(long).toEqual([]);
});
