import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";

import { answer, stallAfter } from "../simulator/scripts";
import { send, type Site, startSite, wake } from "./site";

let site: Site;
beforeAll(async () => {
  site = await startSite();
});
afterAll(() => site[Symbol.asyncDispose]());
afterEach(() => site.settle());

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
const DESK = { viewport: { width: 1280, height: 800 } };

/**
 * Finds buttons and links that are too small for a finger; a link within a sentence may be smaller.
 */
function findSmall(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>("button, summary, select, [role=tab], header a")]
      .filter((element) => element.checkVisibility({ visibilityProperty: true }))
      .filter((element) => !element.closest("[aria-hidden=true]"))
      .flatMap((element) => {
        const { width, height } = element.getBoundingClientRect();
        const isSmall = width > 1 && (width < 43.5 || height < 43.5);
        const name = element.getAttribute("aria-label") ?? element.textContent;
        return isSmall ? [`${name} ${Math.round(width)}×${Math.round(height)}`] : [];
      }),
  );
}

it.each([390, 320])("has touch targets of 44 pixels on a phone of %i pixels", async (width) => {
  const viewport = { width, height: 844 };
  const page = await site.open("/?lang=en", { ...PHONE, viewport });
  await wake(page);
  expect(await findSmall(page)).toEqual([]);
  site.simulator.play(answer(["```js\nlet a = 1;\n```"]));
  await page.getByRole("textbox", { name: "Message" }).fill("Code?");
  await page.getByRole("button", { name: "Send", exact: true }).tap();
  await page.getByRole("button", { name: "Regenerate" }).waitFor();
  await page.getByRole("button", { name: "Wrap lines" }).waitFor();
  expect(await findSmall(page)).toEqual([]);
  await page.getByRole("button", { name: "Conversations" }).tap();
  await page.getByRole("button", { name: "More: Code?" }).tap();
  await page.getByRole("button", { name: "Delete" }).waitFor();
  expect(await findSmall(page)).toEqual([]);
});

it.each([
  ["390", PHONE],
  ["1280", DESK],
])("shows a composer of one row until the text wraps, at %s pixels", async (_name, options) => {
  const page = await site.open("/?lang=en", options);
  await wake(page);
  const box = page.getByRole("textbox", { name: "Message" });
  const readRows = async () => {
    const add = await page.getByRole("button", { name: "Add image or file" }).boundingBox();
    const area = await box.boundingBox();
    return add && area && add.y >= area.y + area.height - 1 ? 2 : 1;
  };
  await expect.poll(() => readRows()).toBe(1);
  await box.fill("short");
  await expect.poll(() => readRows()).toBe(1);
  await box.fill("long ".repeat(40));
  await expect.poll(() => readRows()).toBe(2);
  await box.fill("short");
  await expect.poll(() => readRows()).toBe(1);
  await box.fill("one\ntwo");
  await expect.poll(() => readRows()).toBe(2);
});

it("shows a shadow on the side on which a wide table continues", async () => {
  const page = await site.open("/?lang=en", PHONE);
  await wake(page);
  const cells = (text: string) => `| ${Array.from({ length: 9 }, () => text).join(" | ")} |`;
  site.simulator.play(answer([`${cells("head")}\n${cells("---")}\n${cells("a long cell")}\n`]));
  await page.getByRole("textbox", { name: "Message" }).fill("Table?");
  await page.getByRole("button", { name: "Send", exact: true }).tap();
  const table = page.getByRole("group", { name: "Table" });
  await table.waitFor();
  const frame = table.locator("..");
  await expect.poll(() => frame.getAttribute("data-after")).toBe("");
  await expect.poll(() => frame.getAttribute("data-before")).toBeNull();
  await table.evaluate((box) => box.scrollTo({ left: 10_000 }));
  await expect.poll(() => frame.getAttribute("data-after")).toBeNull();
  await expect.poll(() => frame.getAttribute("data-before")).toBe("");
});

describe("text pages", () => {
  it.each([
    ["en", "Spark Gateway", "Privacy"],
    ["zh-CN", "星火网关", "隐私"],
  ])("show the header in %s", async (lang, name, title) => {
    const page = await site.open("/privacy", { extraHTTPHeaders: { "accept-language": lang } });
    await page.getByRole("heading", { name: title, exact: true }).waitFor();
    await expect
      .poll(() => page.getByRole("banner").getByRole("link", { name }).getAttribute("href"))
      .toBe("/");
  });

  it("answers a person who follows a broken link with a page, and a program with JSON", async () => {
    const page = await site.open("/", { extraHTTPHeaders: { "accept-language": "en" } });
    const response = await page.goto("/nothing/here");
    expect(response?.status()).toBe(404);
    await page.getByRole("heading", { name: "There is no such page" }).waitFor();
    await expect.poll(() => page.title()).toBe("There is no such page");
    await page.getByRole("banner").getByRole("link", { name: "Spark Gateway" }).click();
    await page.getByRole("textbox", { name: "Message" }).waitFor();
    expect(site.problems.splice(0)).toEqual([expect.stringContaining("404")]);
    for (const [path, accept] of [
      ["/nothing/here", "*/*"],
      ["/v1/nothing", "text/html"],
      ["/v1", "text/html"],
    ] as const) {
      const answered = await fetch(`${site.url}${path}`, { headers: { accept } });
      expect(answered.status).toBe(404);
      expect(answered.headers.get("content-type")).toContain("json");
    }
  });
});

it("shows the name of an image that fails to load instead of a broken image", async () => {
  const page = await site.open("/?lang=en", DESK);
  await page.route("https://example.com/**", (route) => route.abort());
  await wake(page);
  await page.getByRole("combobox", { name: "Model" }).selectOption("vision");
  await page.getByRole("button", { name: "Add image or file" }).click();
  await page.getByRole("textbox", { name: "Image URL" }).fill("https://example.com/gone.png");
  await page.getByRole("button", { name: "Add", exact: true }).click();
  site.simulator.play(stallAfter(["?"]));
  await send(page, "What is it?");
  await page.getByText("your browser cannot show this image").waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Send", exact: true }).waitFor();
  // The question has failed, and its image with it, so the next question needs another one.
  await send(page, "And now?");
  await page.getByText("vision needs an image to answer.").waitFor();
  await expect.poll(() => page.getByRole("article", { name: "Question" }).count()).toBe(1);
  site.problems.splice(0);
});
