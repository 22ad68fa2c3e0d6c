import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";

import { DEMO_SETTINGS } from "../simulator/demo/settings";
import { send, type Site, startSite, wake } from "./site";
import { findBeyond, findViolations } from "./violations";

const SIZES = [
  { lang: "en", width: 1280 },
  { lang: "zh", width: 390 },
] as const;

let site: Site;
beforeAll(async () => {
  site = await startSite({ settings: { ...DEMO_SETTINGS, RATE_LIMIT: "200/min" } });
});
afterAll(() => site[Symbol.asyncDispose]());
afterEach(() => site.settle());

const open = (lang: string, width: number) =>
  site.open(`/?lang=${lang}`, {
    viewport: { width, height: 844 },
    permissions: ["clipboard-read", "clipboard-write"],
  });

const copy = async (page: Page): Promise<string> => {
  await page.getByRole("button", { name: /(Copy|复制) api_key/ }).click();
  return page.evaluate(() => navigator.clipboard.readText());
};

async function expectSound(page: Page): Promise<void> {
  expect(await findViolations(page)).toEqual([]);
  expect(await findBeyond(page)).toEqual([]);
}

it.each(SIZES)("introduces itself and offers a key that works ($lang, $width)", async (size) => {
  const page = await open(size.lang, size.width);
  await wake(page);
  await page
    .getByText(/a simulator answers, not a model|由模拟器回答/)
    .first()
    .waitFor();
  if (size.width > 768) {
    await page.getByText("Simulator", { exact: true }).waitFor();
    await page.getByText("200 per minute").waitFor();
  }
  await expectSound(page);
  const key = await copy(page);
  expect(key).toBe("demo");
  const response = await fetch(`${site.url}/v1/chat/completions`, {
    method: "POST",
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
    body: JSON.stringify({ model: "lite", messages: [{ role: "user", content: "你好" }] }),
  });
  expect(response.status).toBe(200);
  await page.context().close();
});

it.each(SIZES)(
  "answers in the language of the question, with folded facts ($lang, $width)",
  async (size) => {
    const page = await open(size.lang, size.width);
    await wake(page);
    await send(page, size.lang === "en" ? "What is new?" : "有什么新鲜事？");
    await page
      .getByRole("log")
      .getByText(size.lang === "en" ? /^\[Simulated\] You said/ : /^【模拟回答】您说/)
      .waitFor();
    const facts = page.getByText(size.lang === "en" ? "domain: lite" : "domain：lite");
    await page.getByText(/What reached the simulator|模拟器收到了什么/).click();
    await facts.waitFor();
    await expectSound(page);
    expect(await page.getByRole("log").innerText()).not.toContain("<details>");
    await page.context().close();
  },
);

it.each(SIZES)("shows a failure with one press ($lang, $width)", async (size) => {
  const page = await open(size.lang, size.width);
  await wake(page);
  await page.getByRole("button", { name: /^(Rate limit|限流) 11202$/ }).click();
  await page.getByRole("log").getByRole("alert").waitFor();
  expect(site.problems.splice(0)).toEqual([expect.stringContaining("429")]);
  await page.context().close();
});

it.each(SIZES)("completes the simulator's commands ($lang, $width)", async (size) => {
  const page = await open(size.lang, size.width);
  await wake(page);
  const box = page.getByRole("textbox", { name: /Message|消息/ });
  await box.pressSequentially("/sim");
  const list = page.getByRole("listbox");
  await list.waitFor();
  await expect.poll(() => list.getByRole("option").count()).toBeGreaterThan(20);
  await expectSound(page);
  await box.pressSequentially("ulate h");
  await expect.poll(() => list.getByRole("option").count()).toBe(4);
  await box.press("ArrowDown");
  await box.press("Enter");
  await expect.poll(() => box.inputValue()).toBe("/simulate handshake-401");
  await list.waitFor({ state: "detached" });
  await box.fill("/simulate h");
  await list.waitFor();
  await box.press("Escape");
  await list.waitFor({ state: "detached" });
  await box.fill("/simulate cu");
  await list.getByRole("option").first().click();
  await expect.poll(() => box.inputValue()).toBe("/simulate cut");
  await box.press("Enter");
  await page.getByRole("log").getByRole("alert").waitFor();
  site.problems.splice(0);
  await page.context().close();
});
