import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";

import type { Site } from "./site";
import { findBeyond, findViolations } from "./violations";
import { askFor, openAwake, readAudio, startSpokenSite } from "./voice-page";

const WORDS = "你好，星火。Go on.";

let site: Site;
beforeAll(async () => {
  site = await startSpokenSite(WORDS);
});
afterAll(() => site[Symbol.asyncDispose]());
afterEach(() => site.settle());

const LOOKS = [
  { lang: "en", width: 1280, colorScheme: "light" },
  { lang: "zh", width: 390, colorScheme: "dark" },
] as const;

const button = (page: Page, name: RegExp) => page.getByRole("button", { name });
const read = (page: Page) => button(page, /^(Read aloud|朗读)$/);
const stopReading = (page: Page) => button(page, /^(Stop reading|停止朗读)$/);
const dictate = (page: Page) => button(page, /^(Dictate|语音输入)$/);
const box = (page: Page) => page.getByRole("textbox", { name: /^(Message|消息)$/ });

const ask = (page: Page, text: string) => askFor(site, page, text);

async function expectSound(page: Page): Promise<void> {
  expect(await findViolations(page)).toEqual([]);
  expect(await findBeyond(page)).toEqual([]);
}

async function expectPlaying(page: Page): Promise<void> {
  await expect.poll(async () => (await readAudio(page))?.at ?? 0).toBeGreaterThan(0.1);
  await expect.poll(() => readAudio(page)).toMatchObject({ isPaused: false, error: undefined });
}

async function expectTouchable(page: Page, name: RegExp): Promise<void> {
  const { width, height } = (await button(page, name).boundingBox()) ?? { width: 0, height: 0 };
  expect(Math.min(width, height)).toBeGreaterThanOrEqual(44);
}

describe("reading aloud", () => {
  it.each(LOOKS)("plays an answer without its Markdown ($lang, $width)", async (look) => {
    const page = await openAwake(site, look);
    await ask(
      page,
      "**你好**，这是第一句话，要说上一会儿。\n\n```js\nlet a;\n```\n\n这是最后一句。",
    );
    if (look.width < 768) await expectTouchable(page, /^朗读$/);
    const posted = page.waitForRequest("**/v1/audio/speech");
    await read(page).click();
    expect((await posted).postDataJSON()).toMatchObject({
      model: "spark-tts",
      response_format: "mp3",
      input: "你好，这是第一句话，要说上一会儿。\n这是最后一句。",
    });
    await expectPlaying(page);
    await page.getByText(/^(Reading aloud|正在朗读)$/).waitFor();
    await expectSound(page);
    await stopReading(page).click();
    await read(page).waitFor();
    await expect.poll(() => readAudio(page)).toBeNull();
    await page.context().close();
  });

  it("is over at the end of the sound", async () => {
    const page = await openAwake(site);
    await ask(page, "好。");
    await read(page).click();
    await stopReading(page).waitFor();
    await read(page).waitFor();
    await expect.poll(() => readAudio(page)).toBeNull();
  });

  it("plays one answer at a time, and none in another conversation or beside a new answer", async () => {
    const page = await openAwake(site);
    const long = "这是一句要说很久的话。".repeat(20);
    await ask(page, long);
    await ask(page, `再一次。${long}`);
    await read(page).first().click();
    await expectPlaying(page);
    await read(page).click();
    await expectPlaying(page);
    await expect.poll(() => page.locator("audio").count()).toBe(1);
    await expect.poll(() => stopReading(page).count()).toBe(1);
    await ask(page, "新的回答。");
    await expect.poll(() => readAudio(page)).toBeNull();
    await read(page).first().click();
    await expectPlaying(page);
    await button(page, /^New conversation$/).click();
    await expect.poll(() => readAudio(page)).toBeNull();
  });

  it("says when only the beginning is read, and that code alone has no words", async () => {
    const page = await openAwake(site);
    await ask(page, "一二三四五六七八九。".repeat(500));
    const posted = page.waitForRequest("**/v1/audio/speech");
    await read(page).click();
    const { input } = (await posted).postDataJSON() as { input: string };
    expect(input).toHaveLength(4090);
    await page.getByText(/only its first 4,096 characters/).waitFor();
    // Its next session would take what the simulator is to answer.
    await stopReading(page).click();
    await read(page).waitFor();
    await ask(page, "```\ncode\n```");
    await read(page).last().click();
    await page.getByText(/no words to read aloud/).waitFor();
    await expectSound(page);
  });

  it.each(LOOKS)("shows why it failed, and tries again ($lang, $width)", async (look) => {
    const page = await openAwake(site, look);
    await ask(page, "好的。");
    await page.route("**/v1/audio/speech", (route) => route.abort(), { times: 1 });
    await read(page).click();
    const card = page.locator("[data-failure]");
    await card.getByText(/^(Connection lost|连接中断)/).waitFor();
    await expectSound(page);
    await card.getByRole("button", { name: /^(Retry|重试)$/ }).click();
    await stopReading(page).waitFor();
    await read(page).waitFor();
    expect(site.problems.splice(0)).toEqual([expect.stringContaining("ERR_FAILED")]);
    await page.context().close();
  });
});

describe("dictation", () => {
  it.each(LOOKS)("writes what was said at the cursor ($lang, $width)", async (look) => {
    const page = await openAwake(site, look);
    if (look.width < 768) await expectTouchable(page, /^语音输入$/);
    await box(page).fill("开头结尾");
    await box(page).evaluate((element: HTMLTextAreaElement) => element.setSelectionRange(2, 2));
    await dictate(page).click();
    await page.getByText(/^(Recording|正在录音)/).waitFor();
    // Axe waits until everything was said: a busy processor would lose a part of the sound.
    await page.getByText(/^0:(0[5-9]|[1-5]\d) \/ 5:00$/).waitFor();
    await expectSound(page);
    await (look.lang === "en" ? page.keyboard.press("Escape") : dictate(page).click());
    await expect.poll(() => box(page).inputValue(), { timeout: 40_000 }).toBe(`开头${WORDS}结尾`);
    const caret = await box(page).evaluate((element: HTMLTextAreaElement) => element.selectionEnd);
    expect(caret).toBe(2 + WORDS.length);
    await dictate(page).waitFor();
    await page.context().close();
  });

  it("keeps what was said when the request fails, and sends it again", async () => {
    const page = await openAwake(site, { width: 390 });
    await page.route("**/v1/audio/transcriptions", (route) => route.abort(), { times: 1 });
    await dictate(page).click();
    await page.getByText(/^0:(0[5-9]|[1-5]\d) \/ 5:00$/).waitFor();
    await dictate(page).click();
    await page.getByText(/^Connection lost/).waitFor();
    await expectSound(page);
    await button(page, /^Retry$/).click();
    await expect.poll(() => box(page).inputValue(), { timeout: 40_000 }).toBe(WORDS);
    expect(site.problems.splice(0)).toEqual([expect.stringContaining("ERR_FAILED")]);
  });
});
