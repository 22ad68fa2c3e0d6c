// @vitest-environment happy-dom
import { createElement } from "react";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { Markdown } from "../../../../components/markdown/markdown";
import { type Mounted, mount, press, until } from "../mount";

let place: Mounted;
beforeEach(() => {
  place = mount();
});
afterEach(() => place.unmount());

/** Renders a text. Each test waits for something that only the lazily loaded renderer creates. */
async function show(text: string, isLive = false): Promise<HTMLElement> {
  await place.show(createElement(Markdown, { text, isLive }));
  await until(() => !place.element.querySelector("[class*=plain]"));
  return place.element;
}

describe("Markdown rendering", () => {
  it.each([
    ["**注意：**正文", "注意："],
    ["这是一个**“会引起”**渲染错误", "“会引起”"],
    ["* **具体：**与其说", "具体："],
    ["含**「重点」**内容", "「重点」"],
    ["**历经10年发展，**年", "历经10年发展，"],
  ])("renders emphasis next to Chinese characters and punctuation: %s", async (text, strong) => {
    const element = await show(text);
    expect(element.querySelector("strong")?.textContent).toBe(strong);
    expect(element.textContent).not.toContain("*");
  });

  it("renders tables, task lists, strikethrough and single line breaks", async () => {
    const element = await show("|a|b|\n|:-:|-|\n|1<br>2|3|\n\n- [x] 完\n- [ ] 未\n\n~~旧~~\n新");
    expect(element.querySelectorAll("td").length).toBe(2);
    expect(element.querySelectorAll("td br").length).toBe(1);
    expect(element.querySelector("th")?.style.textAlign).toBe("center");
    expect(element.querySelector("[role=group]")?.getAttribute("tabindex")).toBe("0");
    expect(element.querySelectorAll("input").length).toBe(0);
    expect(element.querySelector("li")?.textContent).toContain("已完成");
    expect(element.querySelector("del")?.textContent).toBe("旧");
    expect(element.querySelectorAll("p br").length).toBe(1);
  });

  it("gives each block its own text direction with dir=auto", async () => {
    const element = await show("# عنوان\n\nسلام\n\n- یک\n\n  دو\n\n> سه\n\n|ا|\n|-|\n|ب|\n\n`x`");
    const directed = [...element.querySelectorAll("[dir=auto]")].map(({ tagName }) => tagName);
    expect(directed).toEqual(["H3", "P", "UL", "BLOCKQUOTE", "TABLE", "P"]);
  });

  it("splits a long paragraph while it streams and joins it when it ends", async () => {
    const text = "To be. Or not. ".repeat(300).trim();
    const element = await show(text, true);
    expect(element.querySelectorAll("p").length).toBeGreaterThan(1);
    expect(element.textContent).toBe(text);
    await show(text);
    expect(element.querySelectorAll("p").length).toBe(1);
    expect(element.textContent).toBe(text);
  });

  it("renders an answer that is JSON as a code block", async () => {
    const json = '{"a": "**b**", "c": [1]}';
    const element = await show(json);
    expect(element.querySelector("pre")?.textContent).toBe(json);
    expect(element.querySelector("figcaption")?.textContent).toContain("json");
    expect(element.querySelector("strong")).toBeNull();
  });

  it("renders raw HTML as text, both block and inline", async () => {
    const html =
      '<script>alert(1)</script>\n\n<div onclick="x">**重点**</div> <img src=x onerror=y>';
    const element = await show(html);
    expect(element.querySelectorAll("script, div[onclick], img").length).toBe(0);
    expect(element.textContent).toContain("<script>alert(1)</script>");
    expect(element.textContent).toContain('<div onclick="x">');
    expect(element.querySelector("strong")?.textContent).toBe("重点");
  });

  it("links only safe absolute URLs, in a new tab without a referrer", async () => {
    const element = await show(
      "[好](https://example.com/a) [邮](mailto:a@example.com) [坏](javascript:alert(1)) " +
        "[近](/v1/models) [假](https://bank.example@evil.example) [数](data:text/html,x)",
    );
    const links = [...element.querySelectorAll("a")];
    expect(links.map((link) => link.getAttribute("href"))).toEqual([
      "https://example.com/a",
      "mailto:a@example.com",
    ]);
    for (const link of links) {
      expect(link.getAttribute("rel")).toBe("noopener noreferrer nofollow");
      expect(link.getAttribute("target")).toBe("_blank");
    }
  });

  it("loads an image only after a click on a button that names its host", async () => {
    const element = await show(
      "![图](https://images.example.com/a.png?q=secret) ![x](data:image/png;base64,AA)",
    );
    expect(element.querySelectorAll("img").length).toBe(0);
    const button = element.querySelector("button");
    expect(button?.textContent).toBe("加载图片 图 images.example.com");
    await press(button);
    const image = element.querySelector("img");
    expect(image?.getAttribute("src")).toBe("https://images.example.com/a.png?q=secret");
    expect(image?.getAttribute("referrerpolicy")).toBe("no-referrer");
    expect(element.querySelectorAll("button").length).toBe(0);
  });

  it("renders no button or image inside a link", async () => {
    const element = await show("[![图](https://example.com/a.png)](https://example.com)");
    expect(element.querySelectorAll("button, img").length).toBe(0);
    expect(element.querySelector("a")?.textContent).toContain("图");
  });

  it("keeps a model's headings below the heading level of its answer", async () => {
    const element = await show("# 一\n\n### 三");
    expect(element.querySelectorAll("h1, h2, h4").length).toBe(0);
    expect([...element.querySelectorAll("h3")].map((heading) => heading.dataset["level"])).toEqual([
      "1",
      "3",
    ]);
  });

  it("resolves footnotes and reference links once the answer has ended", async () => {
    const text = "见[文档][1]与脚注[^a]。\n\n[1]: https://example.com\n\n[^a]: 注释\n";
    await show(text, true);
    expect(place.element.querySelectorAll("a").length).toBe(0);
    const element = await show(text);
    const [link, note] = element.querySelectorAll("a");
    expect(link?.getAttribute("href")).toBe("https://example.com");
    const target = element.querySelector(`[id="${note?.getAttribute("href")?.slice(1)}"]`);
    expect(target?.textContent).toContain("注释");
  });

  it("gives the footnotes of two answers distinct IDs", async () => {
    const text = "一[^a]\n\n[^a]: 注";
    const other = mount();
    await show(text);
    await other.show(createElement(Markdown, { text, isLive: false }));
    const ids = [...document.querySelectorAll("[id]")].map(({ id }) => id);
    expect(ids.length).toBeGreaterThan(2);
    expect(new Set(ids.filter((id) => id !== "footnote-label")).size).toBe(
      ids.filter((id) => id !== "footnote-label").length,
    );
    await other.unmount();
  });

  it("highlights a code block only once its fence closes", async () => {
    await show("看：\n```python\nprint('x')\n# 注", true);
    expect(place.element.querySelector("figure pre")?.textContent).toBe("print('x')\n# 注");
    expect(place.element.querySelectorAll("pre span").length).toBe(0);
    const element = await show("看：\n```python\nprint('x')\n# 注\n```\n好", true);
    await until(() => element.querySelectorAll("pre span").length > 0);
    expect(element.querySelector("pre")?.textContent).toBe("print('x')\n# 注");
    expect(element.querySelector("figcaption")?.textContent).toContain("python");
  });

  it("shows code in an unknown language and toggles line wrapping", async () => {
    const element = await show("```brainf\n+++\n```");
    const wrap = element.querySelector("button");
    expect(wrap?.getAttribute("aria-pressed")).toBe("false");
    await press(wrap);
    expect(wrap?.getAttribute("aria-pressed")).toBe("true");
    expect(element.querySelector("pre")?.dataset["wrapped"]).toBe("true");
  });

  it("copies code with execCommand when there is no clipboard, and reports a failure", async () => {
    Object.defineProperty(navigator, "clipboard", { value: undefined, configurable: true });
    document.execCommand = () => false;
    const element = await show("```js\nx\n```");
    await press(element.querySelectorAll("button")[1]);
    await until(() => element.textContent.includes("复制失败"));
    let copied = "";
    document.execCommand = () => {
      copied = document.querySelector("textarea")?.value ?? "";
      return true;
    };
    await press(element.querySelectorAll("button")[1]);
    await until(() => element.textContent.includes("已复制"));
    expect(copied).toBe("x");
  });

  it("renders formulae as MathML without inline styles", async () => {
    const commands = String.raw`\fcolorbox{red}{blue}{z} \pmb{q} \boxed{x} \colorbox{red}{y} \cancel{x} \sqrt[3]{x}`;
    const element = await show(`当 $a^2$ 时：\n\n\\[${commands}\\]`);
    await until(() => element.querySelectorAll("math").length === 2);
    expect(element.querySelector("math[display=block]")).not.toBeNull();
    expect(element.querySelectorAll("[style]").length).toBe(0);
    expect(element.textContent).not.toContain("$");
  });

  it("shows invalid formulae as source and renders no links inside formulae", async () => {
    const element = await show(
      String.raw`$\frac{1}$ 和 $\href{javascript:alert(1)}{x}$ 和 $\def\a{\a\a}\a$ 和 $5 and $6，$x$`,
    );
    await until(() => element.querySelectorAll("math").length > 0);
    expect(element.textContent).toContain(String.raw`\frac{1}`);
    expect(element.textContent).toContain("$5 and $6");
    expect(element.querySelectorAll("a, [href]").length).toBe(0);
  });
});
