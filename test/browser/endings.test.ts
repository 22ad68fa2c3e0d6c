import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";

import { encodeShare } from "../../lib/playground/share/share";
import { FAILURE_TEXTS } from "../../lib/playground/i18n/failure";
import { answer, failAfter, silence, stallAfter } from "../simulator/scripts";
import { send, type Site, startSite, wake } from "./site";

let site: Site;
beforeAll(async () => {
  site = await startSite();
});
afterAll(() => site[Symbol.asyncDispose]());
afterEach(() => site.settle());

const SIZES = [
  { width: 1280, height: 800 },
  { width: 390, height: 844 },
];
const usage = { question_tokens: 1, prompt_tokens: 1, completion_tokens: 5, total_tokens: 6 };

/** Opens a page whose next question requests at most five tokens. */
async function openShort(size: (typeof SIZES)[number]): Promise<Page> {
  const page = await site.open("/?lang=en", { viewport: size });
  await wake(page);
  const parameters = { max_tokens: 5 };
  const hash = await encodeShare({ model: "lite", parameters, text: "Count", imageUrls: [] });
  await page.evaluate((text) => (location.hash = text), hash);
  await page.getByText("max_tokens 5").waitFor();
  return page;
}

describe("a cut answer", () => {
  it.each(SIZES)("continues an answer that max_tokens cut, at $width pixels", async (size) => {
    const page = await openShort(size);
    site.simulator.play(answer(["one two th"], { usage }), answer(["ree four."], {}));
    await send(page, "Count");
    const article = page.getByRole("article", { name: "Answer" });
    await article.getByText("The answer reached its length limit").waitFor();
    await article.getByRole("button", { name: "Continue" }).click();
    await article.getByText("one two three four.", { exact: true }).waitFor();
    await page.getByRole("button", { name: "Regenerate" }).waitFor();
    await expect
      .poll(() => article.getByText("The answer reached its length limit").count())
      .toBe(0);
    await expect.poll(() => page.getByRole("article").count()).toBe(2);
    const { text } = (await (await site.simulator.connection(1)).request).payload.message;
    expect(text.slice(0, 2)).toEqual([
      { role: "user", content: "Count" },
      { role: "assistant", content: "one two th" },
    ]);
    expect(text[2]?.content).toContain("Go on from the very last character");
  });

  it("reports a content review, keeps the text when continuing fails, and tries again", async () => {
    const page = await site.open("/?lang=zh");
    await wake(page);
    site.simulator.play(failAfter(["从前有座山，"], 10014, "moderated"));
    await send(page, "讲个故事");
    const article = page.getByRole("article", { name: "回答" });
    await article.getByText("星火的内容审核在这里截断了回答").waitFor();
    await page.route(
      "**/v1/chat/completions",
      (route) =>
        route.fulfill({
          status: 503,
          json: {
            error: { message: "Busy.", type: "x", param: null, code: "upstream_unavailable" },
          },
        }),
      { times: 1 },
    );
    await article.getByRole("button", { name: "继续" }).click();
    await article.getByText(FAILURE_TEXTS["zh-CN"].causes.upstream_unavailable.title).waitFor();
    await article.getByText("从前有座山，").waitFor();
    site.problems.splice(0);
    site.simulator.play(answer(["山里有座庙。"]));
    await article.getByRole("button", { name: /^重试/ }).click();
    await article.getByText("从前有座山，山里有座庙。", { exact: true }).waitFor();
    await expect.poll(() => article.getByRole("alert").count()).toBe(0);
  });

  it("continues a stopped answer, and reports once that it was stopped", async () => {
    const page = await site.open("/?lang=en");
    await wake(page);
    site.simulator.play(stallAfter(["Half a"]));
    await send(page, "Tell me");
    const log = page.getByRole("log", { name: "Conversation" });
    await log.getByText("Half a").waitFor();
    await page.keyboard.press("Escape");
    await log.getByText("Stopped").waitFor();
    await expect.poll(() => log.getByText(/stopped/i).count()).toBe(1);
    site.simulator.play(answer([" word."]));
    await page.getByRole("button", { name: "Continue" }).click();
    await page.getByText("Half a word.", { exact: true }).waitFor();
  });
});

it.each(SIZES)("counts the seconds in which nothing arrives, at $width pixels", async (size) => {
  const page = await site.open("/?lang=en", { viewport: size });
  await wake(page);
  await page.clock.install();
  site.simulator.play(silence);
  await send(page, "Anyone?");
  await page.getByRole("article", { name: "Answer" }).waitFor();
  await page.clock.runFor(12_600);
  await page.getByText("Nothing from Spark for 12 s").waitFor();
  await page.locator("article").getByRole("button", { name: "Stop" }).click();
  await page.clock.runFor(100);
  await page.getByRole("log").getByText("Stopped").waitFor();
  const stopped = page.getByRole("log").getByText(/stopped/i);
  await expect.poll(() => stopped.count()).toBe(1);
});

it("keeps the typed text and explains why when Enter is pressed during an answer", async () => {
  const page = await site.open("/?lang=en");
  await wake(page);
  site.simulator.play(silence);
  await send(page, "First");
  await page.getByRole("button", { name: "Stop" }).first().waitFor();
  await send(page, "Second");
  await page.getByText("Still answering: Esc stops it").waitFor();
  await expect.poll(() => page.locator("textarea").inputValue()).toBe("Second");
  await page.keyboard.press("Escape");
  await page.getByText("Enter sends").waitFor();
});

it.each(["en", "zh"] as const)(
  "shows a failure's title and folded details at 200% zoom in %s",
  async (lang) => {
    const page = await site.open(`/?lang=${lang}`, { viewport: { width: 640, height: 400 } });
    await wake(page);
    await page.evaluate(() => document.fonts.ready);
    site.simulator.play(answer(["A long answer. ".repeat(200)]));
    await send(page, "First");
    await page.getByRole("button", { name: /^(Regenerate|重新生成)$/ }).waitFor();
    await send(page, "/simulate 11202");
    const words = FAILURE_TEXTS[lang === "en" ? "en" : "zh-CN"];
    const title = page.getByText(words.causes.rate_limit_exceeded.title, { exact: true });
    await title.waitFor();
    const isInSight = () =>
      title.evaluate((element) => {
        const { top, bottom } = element.getBoundingClientRect();
        const log = element.closest("[role=log]")?.getBoundingClientRect();
        return log !== undefined && top >= log.top && bottom <= log.bottom;
      });
    await expect.poll(isInSight).toBe(true);
    // And it stays there.
    await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 800)));
    await expect.poll(() => isInSight()).toBe(true);
    const code = page.getByText("rate_limit_exceeded", { exact: true });
    await expect.poll(() => code.isVisible()).toBe(false);
    await page.getByText(words.showDetails, { exact: true }).click();
    await code.waitFor();
    site.problems.splice(0);
  },
);

it("reports a wrong clock as such, even if the gateway's own app was rejected for it", async () => {
  const page = await site.open("/?lang=en");
  await wake(page);
  const date = new Date(Date.now() + 600_000).toUTCString();
  const refusal = { refuse: { status: 403, headers: { date } } };
  site.simulator.play(refusal, refusal, refusal);
  await send(page, "Hello?");
  await page.getByText(FAILURE_TEXTS.en.causes.clock_skew.title).waitFor();
  expect(site.problems.splice(0)).toEqual([expect.stringContaining("502")]);
});
