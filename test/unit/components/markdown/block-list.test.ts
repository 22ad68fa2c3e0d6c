// @vitest-environment happy-dom
import { createElement } from "react";
import { expect, it } from "vitest";

import { BlockList } from "../../../../components/markdown/block-list";
import { Markdown } from "../../../../components/markdown/markdown";
import { type Block, createSplitter } from "../../../../lib/playground/markdown/blocks";
import { mount, until } from "../mount";

const text = [
  "# 标题\n\n",
  "第一段，**重点**。\n\n",
  "- 一\n- 二\n\n",
  "```js\nlet x = 1;\n\nx += 1;\n```\n",
  "| a | b |\n|---|---|\n| 1 | 2 |\n\n",
  "最后一段。",
].join("");

it("renders a block while it grows, once when sealed, and never again", async () => {
  const place = mount();
  const split = createSplitter();
  const counts = new Map<number, string[]>();
  const render = ({ at, text: markdown }: Block): string => {
    counts.set(at, [...(counts.get(at) ?? []), markdown]);
    return markdown;
  };
  for (let end = 1; end <= text.length; end += 1) {
    const blocks = split(text.slice(0, end));
    await place.show(createElement(BlockList, { blocks, isLive: true, render }));
    expect(place.element.textContent).toBe(text.slice(0, end));
  }
  const { sealed } = split(text);
  expect(sealed.length).toBe(5);
  for (const { at, text: markdown } of sealed) {
    const rendered = counts.get(at) ?? [];
    // A different render each time while it grew, then its final form once.
    expect(new Set(rendered).size).toBeGreaterThanOrEqual(rendered.length - 1);
    expect(rendered.lastIndexOf(markdown)).toBe(rendered.length - 1);
  }
  await place.unmount();
});

it("leaves the DOM of a sealed block untouched while the text grows and ends", async () => {
  const place = mount();
  await place.show(createElement(Markdown, { text: text.slice(0, 40), isLive: true }));
  await until(() => place.element.querySelector("li") !== null);
  const heading = place.element.querySelector("h3");
  const touched: Node[] = [];
  const observer = new MutationObserver((records) =>
    touched.push(...records.map(({ target }) => target)),
  );
  if (heading)
    observer.observe(heading, {
      subtree: true,
      childList: true,
      characterData: true,
      attributes: true,
    });
  for (let end = 40; end <= text.length; end += 1) {
    await place.show(createElement(Markdown, { text: text.slice(0, end), isLive: true }));
  }
  await place.show(createElement(Markdown, { text, isLive: false }));
  expect(place.element.querySelector("h3")).toBe(heading);
  observer.disconnect();
  expect(touched).toEqual([]);
  await place.unmount();
});
