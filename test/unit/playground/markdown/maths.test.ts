import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { normaliseMaths } from "../../../../lib/playground/markdown/maths";

const normalise = (text: string): string => normaliseMaths(text).markdown;

describe("formulae in Markdown", () => {
  it.each([
    ["in round brackets", String.raw`设 \(x^2\) 为`, "设 $$x^2$$ 为"],
    ["between single dollar signs", "设 $x_1$ 与 $y$。", "设 $$x_1$$ 与 $$y$$。"],
    ["between double dollar signs within a line", "其中 $$x$$ 是", "其中 $$x$$ 是"],
    ["displayed in square brackets", String.raw`\[E=mc^2\]`, "$$\nE=mc^2\n$$"],
    ["displayed on one line", "$$E=mc^2$$", "$$\nE=mc^2\n$$"],
    ["displayed after text", "即：$$x=1$$", "即：\n$$\nx=1\n$$"],
    ["displayed over several lines, some of them blank", "$$\na\n\nb\n$$", "$$\na\nb\n$$"],
    ["in a list", "- \\[\n  x\n  \\]", "- $$\n  x\n  $$"],
    ["in a quote", "> \\[x\\]", "> $$\n> x\n> $$"],
    ["in a table", "| a | $$x$$ |", "| a | $$x$$ |"],
    ["with Chinese text", String.raw`$\text{速度}=v$`, String.raw`$$\text{速度}=v$$`],
    ["before a lone double dollar sign", "$x$ 和 $$", String.raw`$$x$$ 和 \$\$`],
  ])("finds a Markdown formula %s", (_, text, expected) => {
    expect(normalise(text)).toBe(expected);
  });

  it.each([
    "It costs $5 and $6.",
    "$5-$6, or $5/$6",
    "US$5 和 A$6 元",
    "价格是$5，而不是6$。",
    "between $5K and then 6K$",
    "$HOME/$USER:$PATH",
    "one $$ two",
    String.raw`\$5\$ and \\(not\\)`,
    "`$x$` and ``\\(x\\)``",
    "```sh\necho $A$ $$\n```\n",
    "- ```\n  \\[x\\]\n  ```",
    "~~~\n$x$",
    String.raw`\[link\](https://example.com)`,
    "$$$$ and \\(\\)",
  ])("finds no formula in %j", (text) => {
    expect(normaliseMaths(text)).toEqual({ markdown: text, count: 0 });
  });

  it("changes nothing but formula delimiters and whitespace", () => {
    const words = fc.constantFrom(
      "中",
      " ",
      "\n",
      "x",
      "`",
      "```",
      "$",
      "$$",
      "\\(",
      "\\)",
      "\\[",
      "\\]",
      "|",
    );
    fc.assert(
      fc.property(fc.array(words, { maxLength: 40 }), (parts) => {
        const text = parts.join("");
        const bare = (markdown: string): string => markdown.replaceAll(/[$\\()[\]\s]/g, "");
        expect(bare(normalise(text))).toBe(bare(text));
      }),
    );
  });

  it("processes thousands of unclosed delimiters in under three seconds", () => {
    const startedAt = performance.now();
    for (const sign of ["$", "$$ ", "\\(", "\\[", "`", "``x", "$a"]) normalise(sign.repeat(10_000));
    expect(performance.now() - startedAt).toBeLessThan(3000);
  });
});
