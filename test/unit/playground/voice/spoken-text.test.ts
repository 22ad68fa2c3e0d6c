import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { cutSpoken, MAX_SPOKEN, toSpoken } from "@/lib/playground/voice/spoken-text";

describe("the text of an answer that is read aloud", () => {
  it.each([
    [
      "# Title\n\nSome **bold**, *soft* and ~~gone~~ words.",
      "Title\nSome bold, soft and gone words.",
    ],
    ["***both*** and **bold with *soft* in it**", "both and bold with soft in it"],
    ["- one\n- [x] two\n  1. three\n> quoted", "one\ntwo\n1. three\nquoted"],
    ["Run `npm ci` first.\n\n```sh\nnpm ci\n```\n\nThen go on.", "Run npm ci first.\nThen go on."],
    ["Before\n~~~\ncode ``` code\n~~~\nafter", "Before\nafter"],
    ["- item\n  ```js\n  let a;\n  ```\n- next", "item\nnext"],
    ["Half an answer\n```py\nprint(1)", "Half an answer"],
    [
      "[The docs](https://a.b/c_(d)) and ![a cat](cat.png) [^1]\n\n[^1]: A note.",
      "The docs and a cat\nA note.",
    ],
    ["<https://spark.example>, a<br>b &lt;c&gt; &amp;", "https://spark.example, a b <c> &"],
    ["| 城市 | 气温 |\n| --- | :-: |\n| 合肥 | 3 |", "城市, 气温\n合肥, 3"],
    ["So $E = mc^2$:\n\n$$\n\\int x\n$$\n\ncosts $5 or $6.", "So E = mc^2:\ncosts $5 or $6."],
    ["snake_case_name and 2 * 3 * 4 and \\*stars\\*", "snake_case_name and 2 * 3 * 4 and *stars*"],
    [
      "你好。\n<details>\n<summary>事实</summary>\n\ndomain：lite\n</details>\n再见。",
      "你好。\n再见。",
    ],
    ["one\n\n---\n\ntwo", "one\ntwo"],
    ["```\nonly code\n```", ""],
  ])("is %j without its Markdown", (markdown, text) => {
    expect(toSpoken(markdown)).toEqual({ text, isCut: false });
  });

  it("stays within one request, and quick, whatever an answer holds", { timeout: 20_000 }, () => {
    const piece = fc.constantFrom(
      ..."# * _ ` ~ [ ] ( ) < > | $ \\ ! \n - 。 . a 😀".split(" "),
      "```",
      "\n",
      "  ",
      "word ",
      "一二三。",
      "<details>\n",
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 3000 }), (pieces) => {
        const { text, isCut } = toSpoken(pieces.join(""));
        expect(text.length).toBeLessThanOrEqual(MAX_SPOKEN);
        expect(text.isWellFormed()).toBe(true);
        expect(text.trim()).toBe(text);
        if (isCut) expect(text.length).toBeGreaterThan(0);
      }),
      { numRuns: 60 },
    );
  });
});

describe("a text that is too long", () => {
  it.each([
    ["你好。再见！多余", 7, "你好。再见！"],
    ["One. Two 3.5 four. Five", 19, "One. Two 3.5 four."],
    ["He said “no.” Then more", 16, "He said “no.”"],
    ["one two three four", 12, "one two"],
    ["一二三四五六", 4, "一二三四"],
    ["一😀二", 2, "一"],
    ["Ends here. ", 10, "Ends here."],
  ])("%j with room for %i ends as %j", (text, max, cut) => {
    expect(cutSpoken(text, max)).toEqual({ text: cut, isCut: true });
  });

  it("is left alone when it just fits", () => {
    const text = "字".repeat(MAX_SPOKEN);
    expect(cutSpoken(text)).toEqual({ text, isCut: false });
    expect(cutSpoken(`${text}字`)).toEqual({ text, isCut: true });
  });
});
