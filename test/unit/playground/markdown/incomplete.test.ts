import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { readFencedCode } from "../../../../lib/playground/markdown/fenced";
import { completeTail } from "../../../../lib/playground/markdown/incomplete";

describe("the end of a growing text", () => {
  it.each([
    ["a heading", "一\n##", "一\n"],
    ["a rule or an underline", "一\n-", "一\n"],
    ["a bullet", "- 一\n- ", "- 一\n"],
    ["a number", "1. 一\n2", "1. 一\n"],
    ["a fence", "一\n``", "一\n"],
    ["a fence whose language is being named", "一\n```py", "一\n"],
    ["a fence that closes in a list", "- 一\n  ```\n  x\n  ``", "- 一\n  ```\n  x\n"],
    ["a formula", "一\n$", "一\n"],
    ["the head of a table", "一\n\n| a | b |", "一\n\n"],
    ["the line under it", "| a | b |\n|--", ""],
    ["signs of emphasis", "一 **", "一 "],
    ["an image", "一 ![图](https://exam", "一 "],
    ["code", "一 `", "一 "],
  ])("shows nothing of %s that is about to form", (_, text, expected) => {
    expect(completeTail(text)).toBe(expected);
  });

  it.each([
    ["strong words", "**注意", "**注意**"],
    ["strong words with space behind", "**a ", "**a** "],
    ["strong words that are just closing", "**注意*", "**注意**"],
    ["code", "用 `let x", "用 `let x`"],
    ["code of two signs", "``a ` b", "``a ` b``"],
    ["a link", "见[文档](https://exam", "见文档"],
  ])("closes %s", (_, text, expected) => {
    expect(completeTail(text)).toBe(expected);
  });

  it.each([
    "**重点**",
    "一 *重点*",
    "* 项 **重点**",
    "2 * 3",
    "| a | b |\n|---|---|\n| 1 | 2",
    "- 一\n  ```\n  x = `a",
    "`**`",
    "[文档](https://example.com)",
    "",
  ])("leaves %j as it is", (text) => {
    expect(completeTail(text)).toBe(text);
  });

  it("changes nothing before the last line, but for a table that forms", () => {
    const parts = fc.constantFrom("中", " ", "\n", "*", "**", "`", "[a](", "- ", "$");
    fc.assert(
      fc.property(fc.array(parts, { maxLength: 30 }), (all) => {
        const text = all.join("");
        expect(completeTail(text).startsWith(text.slice(0, text.lastIndexOf("\n") + 1))).toBe(true);
      }),
    );
  });
});

describe("code between fences", () => {
  it.each([
    ["whole", "```python title=x\na\n\nb\n```\n", { language: "python", code: "a\n\nb" }],
    ["without an end", "```js\na\nb", { language: "js", code: "a\nb" }],
    ["whose end is forming", "```js\na\n``", { language: "js", code: "a" }],
    [
      "with other fences in it",
      "````md\n```\nx\n```\n````",
      { language: "md", code: "```\nx\n```" },
    ],
    ["indented", "  ```\n  a\n    b\n  ```", { language: "", code: "a\n  b" }],
    ["below blank lines", "\n\n~~~\na\n~~~", { language: "", code: "a" }],
    ["empty", "```\n```", { language: "", code: "" }],
    ["just opened", "```", { language: "", code: "" }],
  ])("is read %s", (_, text, expected) => {
    expect(readFencedCode(text)).toEqual(expected);
  });
});
