import { readFile } from "node:fs/promises";

import type { Page } from "playwright-core";
import sharp from "sharp";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";

import { readKept } from "./read-saved";
import { send, type Site, startSite, wake } from "./site";
import { findBeyond, findViolations } from "./violations";

const PROMPT = 'A cat on a lighthouse, "in the fog"';

let site: Site;
beforeAll(async () => {
  site = await startSite({ settings: { MAX_N: "10" } });
});
afterAll(() => site[Symbol.asyncDispose]());
afterEach(() => site.settle());

type Options = { lang?: "zh" | "en"; width?: number; colorScheme?: "light" | "dark" };

/** Opens the page with an image model. */
async function openToDraw({ lang = "en", width = 1280, colorScheme }: Options = {}): Promise<Page> {
  const page = await site.open(`/?lang=${lang}`, {
    viewport: { width, height: 844 },
    ...(colorScheme && { colorScheme }),
  });
  await wake(page);
  await page.getByRole("combobox", { name: /^(Model|模型)$/ }).selectOption("spark-image");
  return page;
}

const images = (page: Page, alt = PROMPT) => page.getByRole("img", { name: alt, exact: true });
const again = (page: Page) => page.getByRole("button", { name: /^(Regenerate|重新生成)$/ });

async function setParameter(page: Page, name: string, value: string): Promise<void> {
  await page.getByRole("checkbox", { name }).check();
  const control = page.getByLabel(new RegExp(`^Value of ${name}`));
  if ((await control.evaluate((element) => element.tagName)) === "SELECT") {
    await control.selectOption(value);
  } else await control.fill(value);
}

describe("drawing images", () => {
  it.each([
    { lang: "en", width: 1280, colorScheme: "light" },
    { lang: "zh", width: 390, colorScheme: "dark" },
  ] as const)(
    "shows an image for a prompt, while it waits and once it has arrived ($lang, $width)",
    async (options) => {
      const page = await openToDraw(options);
      await send(page, "/simulate silent");
      const place = page.getByRole("img", { name: /^(Drawing…|正在画…)$/ });
      await place.waitFor();
      expect(await findViolations(page)).toEqual([]);
      const { width: waited } = (await place.boundingBox()) ?? { width: 0 };
      await page.getByRole("button", { name: /^(Stop|停止)$/ }).click();
      await again(page).waitFor();
      await expect.poll(() => place.count()).toBe(0);

      const posted = page.waitForRequest("**/v1/images/generations");
      await send(page, PROMPT);
      expect((await posted).postDataJSON()).toEqual({ model: "spark-image", prompt: PROMPT });
      await images(page).waitFor();
      await page.getByText(/^(1 image|1 张图片) · \d+/).waitFor();
      const box = await images(page).boundingBox();
      expect(box?.width).toBe(waited);
      expect(Math.round(box?.height ?? 0)).toBe(Math.round(box?.width ?? 1));
      expect(await findBeyond(page)).toEqual([]);
      expect(await findViolations(page)).toEqual([]);
      await page.context().close();
    },
  );

  it("groups the models by purpose and offers no embedding or speech models", async () => {
    const page = await openToDraw();
    const groups = await page
      .locator("optgroup")
      .evaluateAll((found) =>
        found.map((group) => [
          (group as HTMLOptGroupElement).label,
          [...group.querySelectorAll("option")].map(({ value }) => value),
        ]),
      );
    const offered = Object.fromEntries(groups) as Record<string, string[]>;
    expect(Object.keys(offered)).toEqual(["Chat", "Images"]);
    expect(offered["Chat"]).toContain("lite");
    expect(offered["Images"]).toEqual(["spark-image"]);
    expect(Object.values(offered).flat()).not.toContain("spark-embedding");
  });

  it("draws images in the requested number and size, offers them as files and draws again", async () => {
    const page = await openToDraw();
    await page.getByRole("button", { name: "Parameters, code, wire" }).click();
    await expect.poll(() => page.getByRole("checkbox", { name: "Temperature" }).count()).toBe(0);
    await setParameter(page, "Images", "3");
    await setParameter(page, "Size", "1280x720");
    await page.getByRole("button", { name: "n 3 · size 1280x720" }).waitFor();
    await send(page, PROMPT);
    await images(page).nth(2).waitFor();
    const downloading = page.waitForEvent("download");
    await page.getByRole("link", { name: "Download image 2" }).click();
    const file = await downloading;
    expect(file.suggestedFilename()).toBe("A-cat-on-a-lighthouse-in-the-fog-2.png");
    expect(await sharp(await readFile(await file.path())).metadata()).toMatchObject({
      format: "png",
      width: 1280,
      height: 720,
    });

    await again(page).click();
    await page.getByText("2/2").waitFor();
    await images(page).nth(2).waitFor();
  });

  it("shows the request and the folded answer in the inspector, ten images as fast as one", async () => {
    const page = await openToDraw();
    await page.getByRole("button", { name: "Parameters, code, wire" }).click();
    await setParameter(page, "Images", "10");
    await send(page, PROMPT);
    await images(page).nth(9).waitFor();
    await page.getByRole("tab", { name: "Code" }).click();
    for (const name of ["curl", "Python", "Node.js"]) {
      await page.getByRole("tab", { name, exact: true }).click();
      const code = page.getByRole("region", { name });
      await expect.poll(() => code.textContent()).toContain("lighthouse");
      await expect.poll(() => code.textContent()).toContain("10");
    }
    await page.getByRole("tab", { name: "Wire" }).click();
    await page.getByText("POST /v1/images/generations").waitFor();
    await page.getByRole("button", { name: /body/ }).click();
    const body = page.getByRole("region", { name: /body/ });
    await body.waitFor();
    const told = JSON.parse((await body.textContent()) ?? "") as { data: { b64_json: string }[] };
    expect(told.data).toHaveLength(10);
    for (const { b64_json } of told.data) expect(b64_json).toMatch(/^iVBOR.{35}…\(\d+ more/);
  });

  it("stores images in the browser and shows them after a reload", async () => {
    const page = await openToDraw();
    await send(page, PROMPT);
    await images(page).waitFor();
    await again(page).waitFor();
    await expect.poll(async () => JSON.parse(await readKept(page)).length).toBe(3);
    expect(await readKept(page)).not.toContain("base64");
    await page.reload();
    await images(page).waitFor();
    const width = await images(page).evaluate((image: HTMLImageElement) => image.naturalWidth);
    expect(width).toBe(1024);

    await page.getByRole("button", { name: "Conversations" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("button", { name: /^More: A cat/ }).click();
    await dialog.getByText(/no uploaded or drawn images/).waitFor();
    const saving = page.waitForEvent("download");
    await dialog.getByRole("button", { name: "Export JSON", exact: true }).click();
    const exported = await readFile(await (await saving).path(), "utf8");
    expect(exported).toContain("data:image/png;base64,iVBOR");
    await dialog.getByRole("button", { name: "Delete" }).click();
    await expect.poll(() => readKept(page)).toBe("[[]]");
    // Drawn images return with their conversation.
    await dialog.getByRole("button", { name: "Undo" }).click();
    await expect.poll(async () => JSON.parse(await readKept(page)).length).toBe(3);
  });

  it("continues with a chat model that does not receive the drawn images", async () => {
    const page = await openToDraw();
    await send(page, PROMPT);
    await again(page).waitFor();
    await page.getByRole("combobox", { name: "Model" }).selectOption("lite");
    const posted = page.waitForRequest("**/v1/chat/completions");
    await send(page, "Hello");
    expect((await posted).postDataJSON()).toMatchObject({
      messages: [{ role: "user", content: "Hello" }],
    });
    await again(page).waitFor();
  });
});
