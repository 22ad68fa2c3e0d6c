import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";

import { DEMO_APP } from "../simulator/apps";
import { answer } from "../simulator/scripts";
import { readKept } from "./read-saved";
import { send, type Site, startSite, wake } from "./site";

let site: Site;
beforeAll(async () => {
  site = await startSite();
});
afterAll(() => site[Symbol.asyncDispose]());
afterEach(() => site.settle());

const { appId, apiSecret, apiKey } = DEMO_APP;
const SECRETS = [apiSecret, apiKey];

async function fillIn(page: Page, secret: string = apiSecret): Promise<void> {
  await page.getByRole("button", { name: "Credentials" }).click();
  const dialog = page.getByRole("dialog", { name: "Credentials" });
  await dialog.getByRole("radio", { name: /My Spark app/ }).check();
  await dialog.getByRole("textbox", { name: "APP_ID" }).fill(appId);
  await dialog.getByLabel("API_SECRET").fill(secret);
  await dialog.getByLabel("API_KEY").fill(apiKey);
}

function expectNoSecret(text: string): void {
  for (const secret of SECRETS) expect(text).not.toContain(secret);
}

describe("credentials", () => {
  it("sends the user's own credentials and leaves them only in sessionStorage", async () => {
    const page = await site.open("/?lang=en", {
      permissions: ["clipboard-read", "clipboard-write"],
    });
    await wake(page);
    await fillIn(page);
    await page.getByRole("button", { name: "Use" }).click();
    site.simulator.play(answer(["With your app."]));
    const posted = page.waitForRequest("**/v1/chat/completions");
    await send(page, "Who pays?");
    await page.getByText("With your app.", { exact: true }).waitFor();
    expect((await posted).headers()).toMatchObject({
      "x-app-id": appId,
      "x-api-secret": apiSecret,
      "x-api-key": apiKey,
    });
    await page.getByRole("button", { name: "Send", exact: true }).waitFor();

    for (const tab of ["Parameters", "Code", "Wire"]) {
      await page.getByRole("tab", { name: tab, exact: true }).click();
      expectNoSecret(await page.content());
    }
    expectNoSecret(await readKept(page));
    expectNoSecret(
      await page.evaluate(() => JSON.stringify([localStorage, document.cookie, location.href])),
    );
    await expect
      .poll(() => page.evaluate(() => JSON.stringify(sessionStorage)))
      .toContain(apiSecret);
    await page.getByRole("button", { name: "Conversations" }).click();
    await page.getByRole("button", { name: /^More:/ }).click();
    for (const format of ["Markdown", "JSON", "JSONL"]) {
      const downloading = page.waitForEvent("download");
      await page.getByRole("button", { name: `Export ${format}`, exact: true }).click();
      const chunks: Buffer[] = [];
      for await (const chunk of await (await downloading).createReadStream()) {
        chunks.push(chunk as Buffer);
      }
      expectNoSecret(Buffer.concat(chunks).toString());
    }
    await page.getByRole("button", { name: "Copy link to the last question" }).click();
    await page.getByRole("button", { name: "Copied" }).waitFor();
    expectNoSecret(await page.evaluate(() => navigator.clipboard.readText()));
    expectNoSecret(site.output());
  });

  it("remembers credentials on request, warns about plain text and forgets them on demand", async () => {
    const page = await site.open("/?lang=en");
    await wake(page);
    await fillIn(page);
    await page.getByRole("checkbox", { name: "Remember on this device" }).check();
    await page.getByText("Stored as plain text in this browser.").waitFor();
    await page.getByRole("button", { name: "Use" }).click();
    const later = await page.context().newPage();
    await later.goto("/");
    await later.getByText("My Spark app").waitFor();
    await later.getByRole("button", { name: "Credentials" }).click();
    await later.getByRole("button", { name: "Forget" }).click();
    await later.getByText("Forgotten.").waitFor();
    const kept = await later.evaluate(() => JSON.stringify([localStorage, sessionStorage]));
    expectNoSecret(kept);
  });

  it("tests credentials in the dialog and reports missing, invalid and working ones", async () => {
    const page = await site.open("/?lang=en");
    await wake(page);
    await fillIn(page, "");
    const dialog = page.getByRole("dialog", { name: "Credentials" });
    await dialog.getByRole("button", { name: "Test" }).click();
    await dialog.getByText("All three values are needed.").waitFor();
    await dialog.getByLabel("API_SECRET").fill("wrong");
    await dialog.getByRole("button", { name: "Test" }).click();
    await dialog.getByRole("alert").getByText(/./).first().waitFor();
    await dialog.getByText("Details", { exact: true }).click();
    await dialog.getByText("invalid_api_key", { exact: true }).waitFor();
    expect(site.problems.splice(0)).toEqual([expect.stringContaining("401")]);
    // The result for the old value is not shown for the new one.
    await dialog.getByLabel("API_SECRET").fill(`${apiSecret}：`);
    await expect.poll(() => dialog.getByRole("alert").count()).toBe(0);
    await dialog.getByRole("button", { name: "Test" }).click();
    await dialog.getByText("The credential has a character that no key has").waitFor();
    await dialog.getByLabel("API_SECRET").fill(apiSecret);
    await dialog.getByRole("button", { name: "Test" }).click();
    await dialog.getByText("It works: lite answered.").waitFor();
  });
});
