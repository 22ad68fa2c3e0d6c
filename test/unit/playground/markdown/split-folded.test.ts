import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { splitFolded } from "@/lib/playground/markdown/split-folded";

const FOLDED = "Before\n\n<details>\n<summary>Facts</summary>\n\n- one\n\n</details>\n\nAfter";

describe("splitFolded", () => {
  it("splits off folded sections with their summaries", () => {
    expect(splitFolded(FOLDED)).toEqual([
      { summary: null, text: "Before\n\n" },
      { summary: "Facts", text: "\n- one\n\n" },
      { summary: null, text: "\nAfter" },
    ]);
    expect(splitFolded("<details><summary>A</summary>\nx\n</details>\n")).toEqual([
      { summary: "A", text: "x\n" },
    ]);
  });

  it("folds sections that are still incomplete", () => {
    expect(splitFolded("Before\n<details>\n<summary>Facts</summary>\n- on")).toEqual([
      { summary: null, text: "Before\n" },
      { summary: "Facts", text: "- on" },
    ]);
  });

  it.each([
    "no HTML at all",
    "in `<details>` a line",
    "```html\n<details>\n<summary>x</summary>\n</details>\n```\n",
    "  <details>\n",
  ])("finds no folded section in %j", (text) => {
    expect(splitFolded(text)).toEqual([{ summary: null, text }]);
  });

  it("loses no text at any length of a growing answer", () => {
    fc.assert(
      fc.property(fc.nat(FOLDED.length), (length) => {
        const stretches = splitFolded(FOLDED.slice(0, length));
        const told = stretches.map(({ summary, text }) => `${summary ?? ""}${text}`).join("");
        const words = FOLDED.slice(0, length).match(/Before|Facts(?=<)|one|After/g) ?? [];
        for (const word of words) expect(told).toContain(word);
      }),
    );
  });
});
