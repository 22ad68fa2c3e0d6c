import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { splitFolded } from "@/lib/playground/markdown/split-folded";

const FOLDED = "Before\n\n<details>\n<summary>Facts</summary>\n\n- one\n\n</details>\n\nAfter";

describe("folded stretches of an answer", () => {
  it("are cut out with their summary", () => {
    expect(splitFolded(FOLDED)).toEqual([
      { summary: null, text: "Before\n\n" },
      { summary: "Facts", text: "\n- one\n\n" },
      { summary: null, text: "\nAfter" },
    ]);
    expect(splitFolded("<details><summary>A</summary>\nx\n</details>\n")).toEqual([
      { summary: "A", text: "x\n" },
    ]);
  });

  it("are folded already while they are still open", () => {
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
  ])("are none in %j", (text) => {
    expect(splitFolded(text)).toEqual([{ summary: null, text }]);
  });

  it("lose no word, wherever the answer has got to", () => {
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
