import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";

import { send, type Site, startSite, wake } from "./site";

let site: Site;
beforeAll(async () => {
  site = await startSite();
});
afterAll(() => site[Symbol.asyncDispose]());
afterEach(() => site.settle());

const box = (page: Page) => page.getByRole("textbox", { name: "Message" });

/** Drops files from the desktop, or a link from another page. */
async function drop(page: Page, dropped: { files?: string[]; link?: string }): Promise<void> {
  await page.evaluate(({ files = [], link }) => {
    const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="320" height="160"/>';
    const data = new DataTransfer();
    for (const name of files) data.items.add(new File([svg], name, { type: "image/svg+xml" }));
    if (link) data.setData("text/uri-list", link);
    const main = document.querySelector("main");
    const init = { dataTransfer: data, bubbles: true, cancelable: true };
    for (const type of ["dragenter", "dragover", "drop"]) {
      main?.dispatchEvent(new DragEvent(type, init));
    }
  }, dropped);
}

describe("attaching an image", () => {
  it("attaches an image dropped on the page and restores it after a reload", async () => {
    const page = await site.open("/?lang=en");
    await wake(page);
    await page.getByRole("combobox", { name: "Model" }).selectOption("vision");
    await drop(page, { files: ["plan.svg"] });
    await page.getByText(/^320 × 160 · \d+ kB$/).waitFor();
    await send(page, "A plan");
    await page
      .getByRole("log")
      .getByText(/像素|pixels/)
      .first()
      .waitFor();
    await page.getByRole("button", { name: "Send", exact: true }).waitFor();
    await page.reload();
    const image = page.getByRole("article", { name: "Question" }).getByRole("img");
    await image.waitFor();
    await expect
      .poll(() => image.evaluate((element) => (element as HTMLImageElement).naturalWidth))
      .toBe(320);
  });

  it("leaves a paste to the browser when an image accompanies copied text", async () => {
    const page = await site.open("/?lang=en");
    await wake(page);
    const isLeft = await box(page).evaluate((element) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData("text/plain", "1\t2");
      clipboardData.setData("text/html", "<table><tr><td>1</td><td>2</td></tr></table>");
      clipboardData.items.add(new File(["x"], "cells.png", { type: "image/png" }));
      const init = { clipboardData, bubbles: true, cancelable: true };
      return element.dispatchEvent(new ClipboardEvent("paste", init));
    });
    expect(isLeft).toBe(true);
    await expect.poll(() => page.getByRole("button", { name: /^Remove image/ }).count()).toBe(0);
  });

  it("attaches only the first of several dropped images and shows a notice", async () => {
    const page = await site.open("/?lang=en");
    await wake(page);
    await drop(page, { files: ["first.svg", "second.svg"] });
    await page.getByText("320 × 160").waitFor();
    await page.getByText("only the first, “first.svg”, was added").waitFor();
    await expect.poll(() => page.getByRole("button", { name: /^Remove image/ }).count()).toBe(1);
  });

  it("inserts a dropped link into the composer as text", async () => {
    const page = await site.open("/?lang=en");
    await wake(page);
    await box(page).fill("Read this:");
    await drop(page, { link: "https://example.com/page" });
    await expect.poll(() => box(page).inputValue()).toBe("Read this:\nhttps://example.com/page");
  });
});
