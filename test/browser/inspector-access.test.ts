import axe, { type AxeResults } from "axe-core";
import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";

import { ask, openPanel, showPanel } from "./panel";
import { comeToRest } from "./rest";
import { type Site, startSite } from "./site";

let site: Site;
beforeAll(async () => {
  site = await startSite();
});
afterAll(() => site[Symbol.asyncDispose]());
afterEach(() => site.settle());

const TAGS = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"];

async function findViolations(page: Page): Promise<string[]> {
  // Evaluated past the page's own policy, which blocks such a script.
  if (!(await page.evaluate(() => "axe" in globalThis))) await page.evaluate(axe.source);
  await comeToRest(page);
  const { violations } = await page.evaluate<AxeResults, string[]>((tags) => {
    const include = Array.from(
      document.querySelectorAll("[role=tablist], [role=tabpanel], article"),
    );
    return Object(globalThis).axe.run({ include }, { runOnly: tags });
  }, TAGS);
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}

/** Finds what extends past the right edge without being in a scrolling box. */
function findOverflow(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    Array.from(document.querySelectorAll("body *"))
      .filter((element) => !element.closest("section, [role=region], svg, .visually-hidden"))
      .filter((element) => element.getBoundingClientRect().right > innerWidth + 1)
      .map((element) => element.outerHTML.slice(0, 120)),
  );
}

const VIEWS = [
  { lang: "en", width: 1280, isDark: false },
  { lang: "zh-CN", width: 1280, isDark: true },
  { lang: "zh-CN", width: 390, isDark: false },
  { lang: "en", width: 390, isDark: true },
  { lang: "zh-CN", width: 320, isDark: false },
] as const;

describe.each(VIEWS)("the inspector in $lang at $width pixels, dark: $isDark", (view) => {
  it("passes axe without horizontal overflow in every inspector tab", async () => {
    const page = await openPanel(site, view);
    const faults: string[] = [];
    const check = async (where: string): Promise<void> => {
      const found = [...(await findViolations(page)), ...(await findOverflow(page))];
      faults.push(...found.map((fault) => `${where}: ${fault}`));
    };
    const boxes = page.getByRole("tabpanel").getByRole("checkbox");
    for (const box of await boxes.all()) await box.check();
    await page.getByRole("spinbutton").first().fill("7");
    await check("parameters");
    await page.getByRole("button", { name: /^(Reset all|全部恢复默认)$/ }).click();

    await page.getByRole("tab", { name: /^(Code|代码)$/ }).click();
    await check("code");
    // On a phone the inspector covers the message box.
    if (view.width < 1000) await page.keyboard.press("Escape");
    await ask(page, "春眠不觉晓");
    if (view.width < 1000) {
      await check("answer");
      await showPanel(page);
    }
    await page.getByRole("tab", { name: /^(Wire|报文)$/ }).click();
    await page.getByRole("listitem").getByRole("button").first().click();
    await check("events");
    await page.getByRole("tab", { name: /^(Request|请求)$/ }).click();
    await check("request");
    await page.getByRole("tab", { name: /^(Headers|响应头)$/ }).click();
    await check("headers");
    expect(faults).toEqual([]);
    await page.context().close();
  });
});

describe("the inspector's tabs", () => {
  it("moves focus between inspector tabs with arrows and into the panel with Tab", async () => {
    const page = await openPanel(site);
    await page.getByRole("tab", { name: "Parameters" }).focus();
    await page.keyboard.press("ArrowLeft");
    const wire = page.getByRole("tab", { name: "Wire" });
    await expect.poll(() => wire.evaluate((tab) => tab === document.activeElement)).toBe(true);
    await expect.poll(() => wire.getAttribute("aria-selected")).toBe("true");
    await page.keyboard.press("Tab");
    const panel = page.getByRole("tabpanel", { name: "Wire" });
    await expect
      .poll(() => panel.evaluate((element) => element === document.activeElement))
      .toBe(true);
    await page.context().close();
  });
});
