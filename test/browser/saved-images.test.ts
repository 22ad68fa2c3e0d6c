import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";

import { halves } from "../images";
import { readKept } from "./read-saved";
import { send, type Site, startSite, wake } from "./site";

let site: Site;
beforeAll(async () => {
  site = await startSite();
});
afterAll(() => site[Symbol.asyncDispose]());
afterEach(() => site.settle());

const choose = (page: Page, model: string) =>
  page.getByRole("combobox", { name: "Model" }).selectOption(model);

/** Sends a message with an uploaded image. Resolves once the answer has arrived. */
async function sendImage(page: Page, message: string): Promise<void> {
  await choose(page, "vision");
  await page.getByRole("button", { name: "Add image or file" }).click();
  const buffer = await halves(20, 10).png().toBuffer();
  await page
    .locator("input[type=file]")
    .first()
    .setInputFiles({ name: "halves.png", mimeType: "image/png", buffer });
  await page.getByText(/20 × 10/).waitFor();
  await send(page, message);
  await page
    .getByRole("log")
    .getByText(/像素|pixels/)
    .first()
    .waitFor();
  await page.getByRole("button", { name: "Send", exact: true }).waitFor();
}

describe("saved images", () => {
  it("deletes a conversation's image even after an edit removed its question", async () => {
    const page = await site.open("/?lang=en");
    await wake(page);
    await send(page, "First");
    await page.getByRole("button", { name: "Regenerate" }).waitFor();
    await sendImage(page, "Second");
    await choose(page, "lite");
    await page.getByRole("button", { name: "Edit", exact: true }).first().click();
    await page.getByRole("textbox", { name: "Edit message" }).press("Enter");
    await page.getByText("Later turns removed").waitFor();
    await page.getByRole("button", { name: "Send", exact: true }).waitFor();
    // It can no longer be undone.
    await page.reload();
    await wake(page);
    // The index, the conversation, the image.
    expect(JSON.parse(await readKept(page))).toHaveLength(3);
    await page.getByRole("button", { name: "Conversations" }).click();
    await page.getByRole("button", { name: "More: First" }).click();
    await page.getByRole("button", { name: "Delete" }).click();
    await expect.poll(() => readKept(page)).toBe("[[]]");
  });

  it("marks an unsaved image as lost across reloads and omits it from requests", async () => {
    const page = await site.open("/?lang=en");
    await page.addInitScript(() => {
      const put = Reflect.get(IDBObjectStore.prototype, "put");
      Object.defineProperty(IDBObjectStore.prototype, "put", {
        value: function (this: IDBObjectStore, value: unknown, key: IDBValidKey) {
          if (value instanceof Blob) throw new DOMException("no room", "QuotaExceededError");
          return Reflect.apply(put, this, [value, key]);
        },
      });
    });
    await page.reload();
    await wake(page);
    await sendImage(page, "Look");
    await page.getByText("The image was not kept").waitFor();
    await page.getByText("The browser's storage is full").waitFor();
    await page.reload();
    await page.getByText("The image was not kept").waitFor();
    await wake(page);
    await choose(page, "lite");
    const posted = page.waitForRequest("**/v1/chat/completions");
    await send(page, "What was it?");
    expect((await posted).postData()).not.toContain("image_url");
    await page.getByRole("button", { name: "Regenerate" }).waitFor();
    await expect.poll(() => page.getByRole("log").getByRole("alert").count()).toBe(0);
  });
});
