import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";

import { stallAfter } from "../simulator/scripts";
import { findBeyond, findViolations } from "./violations";
import { send, type Site, startSite, wake } from "./site";

let site: Site;
beforeAll(async () => {
  site = await startSite();
});
afterAll(() => site[Symbol.asyncDispose]());
afterEach(() => site.settle());

const LANGUAGES = ["zh", "en"] as const;
const NAMES = {
  zh: {
    stop: "停止",
    again: "重新生成",
    credentials: "凭据",
    list: "对话列表",
    add: "添加图片或文件",
    takeOver: "在此继续",
  },
  en: {
    stop: "Stop",
    again: "Regenerate",
    credentials: "Credentials",
    list: "Conversations",
    add: "Add image or file",
    takeOver: "Continue here",
  },
} as const;

type Lang = (typeof LANGUAGES)[number];
type Inspect = (state: string, tab?: Page) => Promise<void>;

/** Leads a page through its states and inspects each of them. */
async function visitStates(page: Page, lang: Lang, inspect: Inspect): Promise<void> {
  const names = NAMES[lang];
  const press = (name: string) => page.getByRole("button", { name, exact: true }).click();
  await inspect("empty");
  await wake(page);
  await press(names.add);
  await page.locator("#image-url").waitFor();
  await inspect("adding an image");
  await press(names.add);

  site.simulator.play(stallAfter(["正在", "说 **话**"]));
  await send(page, "w".repeat(200));
  await page.getByText("说").first().waitFor();
  await inspect("streaming");
  await press(names.stop);
  await page.getByRole("button", { name: names.again }).waitFor();

  await send(page, "/simulate markdown");
  await page.locator("math").first().waitFor();
  await page.getByRole("button", { name: names.again }).waitFor();
  await inspect("done");

  const second = await page.context().newPage();
  await second.goto(page.url());
  await second.getByRole("button", { name: names.takeOver }).waitFor();
  await second.locator("math").first().waitFor();
  await inspect("open in another tab", second);
  await second.close();

  await send(page, "/simulate 11200-tokens");
  await page.getByRole("log").getByRole("alert").waitFor();
  expect(site.problems.splice(0)).toEqual([expect.stringContaining("429")]);
  await page.getByRole("button", { name: names.again }).waitFor();
  await inspect("error");

  for (const [opener, state] of [
    [names.credentials, "credentials"],
    [names.list, "conversations"],
  ] as const) {
    await press(opener);
    const dialog = page.getByRole("dialog");
    await dialog.waitFor();
    if (state === "credentials") await dialog.getByRole("radio").nth(1).check();
    await inspect(state);
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "detached" });
  }
  await page.getByRole("button", { name: names.credentials, exact: true }).focus();
  await page.keyboard.press("?");
  await page.getByRole("dialog").waitFor();
  await inspect("shortcuts");

  await page.goto("/privacy");
  await expect.poll(() => page.locator("html").getAttribute("lang")).toContain(lang);
  await inspect("privacy");
}

describe("accessibility and layout", () => {
  it.each(
    [
      { width: 1280, others: [] },
      { width: 390, others: [768, 320] },
    ].flatMap(({ width, others }) => LANGUAGES.map((lang) => ({ width, others, lang }))),
  )(
    "passes axe without horizontal overflow in every state at $width pixels in $lang",
    { timeout: 60_000 },
    async ({ width, others, lang }) => {
      const height = 844;
      const page = await site.open(`/?lang=${lang}`, { viewport: { width, height } });
      await visitStates(page, lang, async (state, tab = page) => {
        const violations = await findViolations(tab);
        expect({ state, violations }).toEqual({ state, violations: [] });
        for (const wide of [...others, width]) {
          await tab.setViewportSize({ width: wide, height });
          const beyond = await findBeyond(tab);
          expect({ state, wide, beyond }).toEqual({ state, wide, beyond: [] });
        }
      });
      await page.context().close();
    },
  );
});

describe("layout stability", () => {
  it("shifts no layout from the first paint to the end of an answer", async () => {
    const page = await site.open("about:blank", { viewport: { width: 1280, height: 800 } });
    await page.addInitScript(() => {
      const shifts: number[] = [];
      Object.assign(window, { shifts });
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) {
          const { value, hadRecentInput } = entry as unknown as {
            value: number;
            hadRecentInput: boolean;
          };
          if (!hadRecentInput) shifts.push(value);
        }
      }).observe({ type: "layout-shift", buffered: true });
    });
    await page.goto("/?lang=en");
    await wake(page);
    await send(page, "/simulate markdown");
    await page.getByRole("button", { name: "Regenerate" }).waitFor();
    const shifts = await page.evaluate(() => (window as unknown as { shifts: number[] }).shifts);
    expect(shifts.reduce((sum, value) => sum + value, 0)).toBe(0);
  });
});
