import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { readFencedCode } from "../../../../lib/playground/markdown/fenced";
import { completeTail } from "../../../../lib/playground/markdown/incomplete";

describe("the tail of a streaming text", () => {
  it.each([
    ["a heading", "一\n##", "一\n"],
    ["a rule or an underline", "一\n-", "一\n"],
    ["a bullet", "- 一\n- ", "- 一\n"],
    ["a list number", "1. 一\n2", "1. 一\n"],
    ["a code fence", "一\n``", "一\n"],
    ["a code fence with a partial language", "一\n```py", "一\n"],
    ["a closing code fence in a list", "- 一\n  ```\n  x\n  ``", "- 一\n  ```\n  x\n"],
    ["a formula", "一\n$", "一\n"],
    ["the header row of a table", "一\n\n| a | b |", "一\n\n"],
    ["the delimiter row of a table", "| a | b |\n|--", ""],
    ["an opening emphasis marker", "一 **", "一 "],
    ["an image", "一 ![图](https://exam", "一 "],
    ["an opening backtick", "一 `", "一 "],
  ])("hides %s until it is complete", (_, text, expected) => {
    expect(completeTail(text)).toBe(expected);
  });

  it.each([
    ["strong text", "**注意", "**注意**"],
    ["strong text before a space", "**a ", "**a** "],
    ["half-closed strong text", "**注意*", "**注意**"],
    ["inline code", "用 `let x", "用 `let x`"],
    ["inline code in double backticks", "``a ` b", "``a ` b``"],
    ["the text of a partial link", "见[文档](https://exam", "见文档"],
  ])("completes %s at the end of the stream", (_, text, expected) => {
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
  ])("leaves the streamed text %j unchanged", (text) => {
    expect(completeTail(text)).toBe(text);
  });

  it("changes only the last line of a text without tables", () => {
    const parts = fc.constantFrom("中", " ", "\n", "*", "**", "`", "[a](", "- ", "$");
    fc.assert(
      fc.property(fc.array(parts, { maxLength: 30 }), (all) => {
        const text = all.join("");
        expect(completeTail(text).startsWith(text.slice(0, text.lastIndexOf("\n") + 1))).toBe(true);
      }),
    );
  });
});

describe("fenced code", () => {
  it.each([
    [
      "with a closing fence",
      "```python title=x\na\n\nb\n```\n",
      { language: "python", code: "a\n\nb" },
    ],
    ["without a closing fence", "```js\na\nb", { language: "js", code: "a\nb" }],
    ["with a partial closing fence", "```js\na\n``", { language: "js", code: "a" }],
    [
      "with shorter fences inside",
      "````md\n```\nx\n```\n````",
      { language: "md", code: "```\nx\n```" },
    ],
    ["with indentation", "  ```\n  a\n    b\n  ```", { language: "", code: "a\n  b" }],
    ["after blank lines", "\n\n~~~\na\n~~~", { language: "", code: "a" }],
    ["without content", "```\n```", { language: "", code: "" }],
    ["with only an opening fence", "```", { language: "", code: "" }],
  ])("reads a fenced code block %s", (_, text, expected) => {
    expect(readFencedCode(text)).toEqual(expected);
  });
});
