import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";

import { answer } from "../simulator/scripts";
import { send, type Site, startSite, wake } from "./site";

let site: Site;
beforeAll(async () => {
  site = await startSite();
});
afterAll(() => site[Symbol.asyncDispose]());
afterEach(() => site.settle());

const LANGUAGES = [
  { lang: "en", name: "Message", begin: "New conversation", list: "Conversations" },
  { lang: "zh", name: "消息", begin: "新对话", list: "对话列表" },
] as const;

const readFocused = (page: Page) =>
  page.evaluate(() => document.activeElement?.getAttribute("aria-label") ?? null);

/** Sends a question, and waits for the end of the answer. */
async function converse(page: Page, question: string): Promise<void> {
  site.simulator.play(answer([`about ${question}`]));
  await send(page, question);
  await page.getByText(`about ${question}`, { exact: true }).waitFor();
  await page.getByRole("button", { name: /^(Send|发送)$/ }).waitFor();
}

describe("the focus", () => {
  it.each(LANGUAGES)(
    "is in the message box on load, after New and after opening a conversation, in $lang",
    async ({ lang, name, begin, list }) => {
      const page = await site.open(`/?lang=${lang}`, { viewport: { width: 1280, height: 800 } });
      await expect.poll(() => readFocused(page)).toBe(name);
      await page.keyboard.type("pear");
      await wake(page);
      await converse(page, "pear");
      await page.getByRole("button", { name: begin }).click();
      await expect.poll(() => page.title()).not.toContain("pear");
      await expect.poll(() => readFocused(page)).toBe(name);
      await page.getByRole("button", { name: list }).click();
      await page.getByRole("dialog").getByRole("button", { name: /^pear/ }).click();
      await page.getByText("about pear", { exact: true }).waitFor();
      await expect.poll(() => readFocused(page)).toBe(name);
    },
  );

  it("is not moved on a touch screen, whose keyboard would cover the page", async () => {
    const page = await site.open("/?lang=en", {
      viewport: { width: 390, height: 844 },
      hasTouch: true,
      isMobile: true,
    });
    await wake(page);
    await page.locator("textarea").blur();
    await page.getByRole("button", { name: "New conversation" }).tap();
    await page.getByRole("heading", { name: "An OpenAI-compatible gateway" }).waitFor();
    await expect.poll(() => readFocused(page)).not.toBe("Message");
  });

  it("skips the page's header with the skip link", async () => {
    const page = await site.open("/?lang=en");
    await page.getByRole("link", { name: "Skip to the message box" }).focus();
    await page.keyboard.press("Enter");
    await expect.poll(() => readFocused(page)).toBe("Message");
    expect(page.url()).not.toContain("#");
  });
});

describe("the address and the tab's title", () => {
  it("follow the conversation, and Back opens the previous one", async () => {
    const page = await site.open("/?lang=en");
    await wake(page);
    const empty = "An OpenAI-compatible gateway for iFlytek Spark";
    await expect.poll(() => page.title()).toBe(empty);
    await converse(page, "apple");
    await expect.poll(() => page.title()).toBe("apple · Spark Gateway");
    const first = page.url();
    await page.keyboard.press("Control+Shift+O");
    await page.getByRole("heading", { name: empty }).waitFor();
    expect(new URL(page.url()).search).toBe("");
    await converse(page, "pear");
    await page.goBack();
    await page.getByText("about apple", { exact: true }).waitFor();
    expect(page.url()).toBe(first);
    await expect.poll(() => page.title()).toBe("apple · Spark Gateway");
    await page.goForward();
    await page.getByText("about pear", { exact: true }).waitFor();
    await expect.poll(() => page.title()).toBe("pear · Spark Gateway");
    await page.reload();
    await page.getByText("about pear", { exact: true }).waitFor();
    await page.goBack();
    await page.getByText("about apple", { exact: true }).waitFor();
  });

  it("report that the address names a conversation that does not exist", async () => {
    const page = await site.open("/?c=unknown&lang=en");
    await page.getByText("This browser has no such conversation").waitFor();
    expect(page.url()).not.toContain("unknown");
    await page.getByRole("heading", { name: "An OpenAI-compatible gateway" }).waitFor();
    await wake(page);
    await converse(page, "apple");
    await expect
      .poll(() => page.getByText("This browser has no such conversation").count())
      .toBe(0);
  });
});

describe("the search", () => {
  it("finds titles and contents with Ctrl+K, and opens the first match with Enter", async () => {
    const page = await site.open("/?lang=en", { viewport: { width: 1280, height: 800 } });
    await wake(page);
    for (const fruit of ["apple", "pear"]) {
      await converse(page, fruit);
      await page.keyboard.press("Control+Shift+O");
      await page.getByRole("heading", { name: "An OpenAI-compatible gateway" }).waitFor();
    }
    await page.keyboard.press("Control+k");
    const dialog = page.getByRole("dialog", { name: "Conversations" });
    await dialog.locator("input:focus").waitFor();
    await dialog.getByRole("heading", { name: "Today" }).waitFor();
    await page.keyboard.type("ABOUT ");
    await expect.poll(() => dialog.getByRole("listitem").count()).toBe(2);
    // The list shown may still be that of "ABOUT ", whose first is the pear.
    await page.keyboard.type("APP");
    await page.keyboard.press("Enter");
    await page.getByRole("article").getByText("about apple", { exact: true }).waitFor();
  });

  it("stays beside the conversation on a wide screen, and stays closed once it was closed", async () => {
    const page = await site.open("/?lang=en", { viewport: { width: 1920, height: 1080 } });
    await wake(page);
    await converse(page, "apple");
    const column = page.getByRole("complementary", { name: "Conversations" });
    await column.getByRole("button", { name: /^apple/ }).waitFor();
    await page.keyboard.press("Control+k");
    await column.locator("input:focus").waitFor();
    await page.getByRole("button", { name: "Conversations" }).click();
    await column.waitFor({ state: "hidden" });
    await page.reload();
    await page.getByText("about apple", { exact: true }).waitFor();
    await expect.poll(() => column.isVisible()).toBe(false);
  });
});

it("lists the models in the first HTML, before any script has run", async () => {
  const html = await (await fetch(`${site.url}/?lang=en`)).text();
  const { data } = await site.client.models.list();
  const isOffered = /"\/v1\/(?:chat\/completions|images\/generations)"/;
  const offered = data.filter((model) => isOffered.test(JSON.stringify(model)));
  expect(offered.length).toBeGreaterThan(3);
  for (const { id } of offered) expect(html).toContain(`<option value="${id}"`);
  const page = await site.open("/", { javaScriptEnabled: false });
  await expect.poll(() => page.locator("select option").count()).toBe(offered.length);
});
