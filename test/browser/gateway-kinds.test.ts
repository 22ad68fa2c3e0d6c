import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";

import { DEMO_APP } from "../simulator/apps";
import { answer } from "../simulator/scripts";
import { send, type Site, startSite, wake } from "./site";
import { findBeyond, findViolations } from "./violations";

const { appId, apiSecret, apiKey } = DEMO_APP;
const NO_APP = { APP_ID: "", API_SECRET: "", API_KEY: "", API_PASSWORD: "" };
const SIZES = [
  { lang: "en", width: 1280 },
  { lang: "zh", width: 390 },
] as const;

let site: Site;
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

const dialog = (page: Page) => page.getByRole("dialog", { name: /Credentials|凭据/ });

describe("a gateway that requires a key", () => {
  beforeAll(async () => {
    site = await startSite({ settings: { GATEWAY_API_KEYS: "sesame" } });
  });
  afterAll(() => site[Symbol.asyncDispose]());

  it.each(SIZES)("asks for a key before the first message ($lang, $width)", async (size) => {
    const page = await open(size.lang, size.width);
    const html = await (await fetch(`${site.url}/?lang=${size.lang}`)).text();
    expect(html).toContain(size.lang === "en" ? "This gateway wants a key" : "这个网关要密钥");
    await expect
      .poll(() => page.getByRole("button", { name: /(Copy|复制) api_key/ }).count())
      .toBe(0);
    await wake(page);
    await expectSound(page);
    await send(page, "Who pays?");
    await dialog(page).waitFor();
    await expectSound(page);
    await expect.poll(() => dialog(page).getByRole("radio").count()).toBe(2);
    await dialog(page)
      .getByLabel(/^(Key|密钥)$/)
      .fill("sesame");
    await dialog(page)
      .getByRole("button", { name: /^(Use|使用)$/ })
      .click();
    expect(await copy(page)).toBe("sesame");
    expect(await page.content()).not.toContain("sesame");

    site.simulator.play(answer(["Open."]));
    const box = page.getByRole("textbox", { name: /Message|消息/ });
    await expect.poll(() => box.inputValue()).toBe("Who pays?");
    await box.press("Enter");
    await page.getByText("Open.", { exact: true }).waitFor();
    await page.context().close();
  });

  it("shows a gateway's models without a key and without a failure", async () => {
    const page = await open("en", 1280);
    await wake(page);
    await expect.poll(() => page.getByText("could not be loaded").count()).toBe(0);
    await expect.poll(() => page.getByText("Key needed").isVisible()).toBe(true);
    await page.context().close();
  });
});

describe("a gateway without an app", () => {
  beforeAll(async () => {
    site = await startSite({ settings: NO_APP });
  });
  afterAll(() => site[Symbol.asyncDispose]());

  it.each(SIZES)(
    "accepts three values pasted as one, and sends three headers ($lang, $width)",
    async (size) => {
      const page = await open(size.lang, size.width);
      await wake(page);
      await page.getByRole("button", { name: /^(Enter a key|填写密钥)$/ }).click();
      await dialog(page)
        .getByRole("radio", { name: /Gateway key|网关密钥/ })
        .check();
      const field = dialog(page).getByLabel(/^(Key|密钥)$/);
      await page.evaluate(
        (text) => navigator.clipboard.writeText(text),
        ` ${appId}:${apiSecret}:${apiKey}\n`,
      );
      await field.press("Control+V");
      await expect.poll(() => dialog(page).getByLabel("APP_ID").inputValue()).toBe(appId);
      await expect.poll(() => dialog(page).getByLabel("API_SECRET").inputValue()).toBe(apiSecret);
      await expect.poll(() => dialog(page).getByLabel("API_KEY").inputValue()).toBe(apiKey);
      await dialog(page)
        .getByRole("button", { name: /^(Use|使用)$/ })
        .click();

      site.simulator.play(answer(["Yours."]));
      const posted = page.waitForRequest("**/v1/chat/completions");
      await send(page, "Who pays?");
      await page.getByText("Yours.", { exact: true }).waitFor();
      const headers = (await posted).headers();
      expect(headers["authorization"]).toBeUndefined();
      expect([headers["x-app-id"], headers["x-api-secret"], headers["x-api-key"]]).toEqual([
        appId,
        apiSecret,
        apiKey,
      ]);
      await page.context().close();
    },
  );
});
