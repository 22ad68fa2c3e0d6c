import fc from "fast-check";
import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";

import { Prose } from "../../../../components/markdown/prose";
import { type Block, createSplitter } from "../../../../lib/playground/markdown/blocks";

const split = (text: string): Block[] => {
  const { sealed, live } = createSplitter()(text);
  return [...sealed, live];
};
const texts = (text: string): string[] => split(text).map((block) => block.text);

/** Pieces of markdown, joined in any order, with everything that decides where a block ends. */
const pieces = fc.constantFrom(
  "# 标题\n",
  "一段话，**重点**。",
  "word ",
  "\n",
  "\n\n",
  "- 项\n",
  "* item\n",
  "1. 一\n",
  "2. 二\n",
  "10. 十\n",
  "  - 子项\n",
  "   续\n",
  "    深\n",
  "\tx\n",
  "> 引用\n",
  "```\n",
  "```js\n",
  "   ```py\n",
  "````\n",
  "~~~\n",
  "let x = 1;\n",
  "$$\n",
  "$$ a\n",
  "\\[\n",
  "\\]\n",
  "x $$ y\n",
  "| a | b |\n|---|---|\n| 1 | 2 |\n",
  "---\n",
  "-",
  "`",
  "<div>\n",
  "<!-- \n",
  "\r\n",
);
const markdown = fc.array(pieces, { maxLength: 40 }).map((parts) => parts.join(""));

describe("the block splitter", () => {
  it("splits text into blocks that join back to the original", () => {
    fc.assert(
      fc.property(fc.oneof(markdown, fc.string({ unit: "binary", maxLength: 300 })), (text) => {
        expect(texts(text).join("")).toBe(text);
      }),
    );
  });

  it("seals the same blocks however the text arrives, and never revokes one", () => {
    fc.assert(
      fc.property(markdown, fc.array(fc.nat({ max: 12 }), { maxLength: 60 }), (text, lengths) => {
        const next = createSplitter();
        const all = split(text);
        let known: readonly Block[] = [];
        let end = 0;
        for (const length of [...lengths, text.length]) {
          end = Math.min(text.length, end + length);
          const { sealed, live } = next(text.slice(0, end));
          expect(sealed.slice(0, known.length)).toEqual(known);
          expect([...sealed, live].map((block) => block.text).join("")).toBe(text.slice(0, end));
          known = sealed;
        }
        expect(known).toEqual(all.slice(0, -1));
      }),
    );
  });

  it("starts over when the text does not continue the previous one", () => {
    const next = createSplitter();
    next("一\n\n二\n\n三");
    expect(next("甲\n\n乙").sealed.map(({ text }) => text)).toEqual(["甲\n\n"]);
    expect(next("").live.text).toBe("");
  });

  it("splits text so that its blocks render like the whole", () => {
    const render = (text: string): string =>
      renderToStaticMarkup(createElement(Prose, { markdown: text })).replaceAll("\n", "");
    const closed = fc.constantFrom(
      "# 标题\n\n",
      "一段话，\n第二行。\n\n",
      "- 一\n- 二\n\n  续\n\n",
      "1. 一\n\n   ```js\n   x\n\n   y\n   ```\n\n2. 二\n\n",
      "```py\nx\n\n- y\n```\n",
      "文字：\n```\nx\n```\n\n",
      "> 引用\n> 二\n\n",
      "| a | b |\n|---|---|\n| 1 | 2 |\n\n",
      "    缩进\n\n    代码\n\n",
      "<div>\n\n**x**\n\n</div>\n\n",
      "---\n\n",
    );
    fc.assert(
      fc.property(fc.array(closed, { maxLength: 8 }), (parts) => {
        const text = parts.join("");
        // Text in between keeps neighbours of the same kind from merging.
        const apart = parts.join("某\n\n");
        for (const whole of [apart, text]) {
          expect(texts(whole).map(render).join("")).toBe(render(whole));
        }
      }),
    );
  });

  it.each([
    ["ends a paragraph at a blank line", "一\n\n二", ["一\n\n", "二"]],
    ["waits for the text after a trailing blank line", "一\n\n", ["一\n\n"]],
    [
      "keeps a code block with blank lines whole",
      "```\na\n\nb\n```\n\n二",
      ["```\na\n\nb\n```\n", "\n二"],
    ],
    ["splits a code fence from the paragraph above it", "一\n```\na\n", ["一\n", "```\na\n"]],
    [
      "keeps a list with blank lines in one block",
      "- 一\n\n- 二\n\n  续\n\n完",
      ["- 一\n\n- 二\n\n  续\n\n", "完"],
    ],
    [
      "ends a list at an unindented code fence",
      "1. 一\n```\na\n```\n二",
      ["1. 一\n", "```\na\n```\n", "二"],
    ],
    [
      "keeps indented code inside its list item",
      "- 一\n  ```\n  a\n\n  b\n  ```\n",
      ["- 一\n  ```\n  a\n\n  b\n  ```\n"],
    ],
    [
      "keeps a formula with blank lines in one block",
      "$$\na\n\nb\n$$\n完",
      ["$$\na\n\nb\n$$\n", "完"],
    ],
    [
      "keeps a bracketed formula with blank lines in one block",
      "解：\n\\[\na\n\nb\n\\]\n完",
      ["解：\n", "\\[\na\n\nb\n\\]\n", "完"],
    ],
    ["ends a block quote at a blank line", "> 一\n\n> 二", ["> 一\n\n", "> 二"]],
  ])("%s", (_, text, blocks) => {
    expect(texts(text)).toEqual(blocks);
  });

  it("treats an opening $$ that never closes as prose", () => {
    const text = `$$ 是钱\n${"一行\n".repeat(150)}\n完`;
    expect(split(text).map(({ kind }) => kind)).toEqual(["prose", "prose"]);
  });

  it("splits a long list between its items and reports isCut", () => {
    const items = Array.from(
      { length: 400 },
      (_, index) => `${index + 1}. 第 ${index + 1} 项\n   续\n`,
    );
    const { sealed, live, isCut } = createSplitter()(items.join(""));
    expect(isCut).toBe(true);
    expect(sealed.length).toBeGreaterThan(1);
    for (const { text } of [...sealed, live]) expect(text).toMatch(/^\d+\. 第/);
    expect(createSplitter()("- 一\n- 二\n\n完").isCut).toBe(false);
  });

  it("splits a long paragraph between sentences, streamed or whole, and reports isCut", () => {
    const text = `${"明月几时有？把**酒**问青天。".repeat(400)}\n\n完`;
    const { sealed, live, isCut } = createSplitter()(text);
    expect(isCut).toBe(true);
    expect([...sealed, live].map((block) => block.text).join("")).toBe(text);
    const parts = sealed.filter(({ kind }) => kind === "sentence");
    expect(parts.length).toBeGreaterThan(1);
    for (const part of parts) expect(part.text).toMatch(/^[明把][^]*[？。]$/);
    const next = createSplitter();
    for (let end = 1; end <= text.length; end += 1) next(text.slice(0, end));
    expect(next(text).sealed).toEqual(sealed);
    expect(createSplitter()("短。好。").isCut).toBe(false);
  });

  it.each([
    ["unclosed emphasis", `**${"明月几时有？".repeat(1000)}`],
    ["an unclosed link", `[${"明月几时有？".repeat(1000)}`],
    ["a block quote marker", `> ${"明月几时有？".repeat(1000)}`],
    ["no sentence end", "明".repeat(6000)],
  ])("does not split a long paragraph with %s", (_name, text) => {
    expect(createSplitter()(text).sealed).toEqual([]);
  });
});
