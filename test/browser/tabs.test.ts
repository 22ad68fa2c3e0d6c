import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";

import { answer, stallAfter } from "../simulator/scripts";
import { readKept } from "./read-saved";
import { send, type Site, startSite, wake } from "./site";

let site: Site;
beforeAll(async () => {
  site = await startSite();
});
afterAll(() => site[Symbol.asyncDispose]());
afterEach(() => site.settle());

/** Sends a question, and waits until the answer is complete. */
async function ask(page: Page, question: string, reply: string): Promise<void> {
  await wake(page);
  site.simulator.play(answer([reply]));
  await send(page, question);
  await page.getByText(reply, { exact: true }).waitFor();
  await page.getByRole("button", { name: "Send", exact: true }).waitFor();
}

async function openAgain(page: Page): Promise<Page> {
  const second = await page.context().newPage();
  await second.goto(page.url());
  return second;
}

const BANNER = "This conversation is open in another tab, so it is read-only here.";
const banner = (page: Page) => page.getByText(BANNER);
const continueHere = (page: Page) => page.getByRole("button", { name: "Continue here" });
const message = (page: Page) => page.getByRole("textbox", { name: "Message" });

describe("a conversation open in two tabs", () => {
  it("keeps a conversation read-only in the second tab until the first closes", async () => {
    const page = await site.open("/?lang=en");
    await ask(page, "First", "One.");
    const second = await openAgain(page);
    await banner(second).waitFor();
    await second.getByText("One.", { exact: true }).waitFor();
    await expect.poll(() => message(second).isDisabled()).toBe(true);
    await expect
      .poll(() => second.getByRole("combobox", { name: "Model" }).isDisabled())
      .toBe(true);
    for (const name of ["Edit", "Regenerate"]) {
      await expect.poll(() => second.getByRole("button", { name, exact: true }).count()).toBe(0);
      await expect.poll(() => page.getByRole("button", { name, exact: true }).count()).toBe(1);
    }
    await second.getByRole("button", { name: "Copy", exact: true }).first().waitFor();
    await ask(page, "Second", "Two.");
    await page.close();
    await banner(second).waitFor({ state: "detached" });
    await second.getByText("Two.", { exact: true }).waitFor();
    await ask(second, "Third", "Three.");
  });

  it("transfers a streaming conversation to the second tab and back on Continue here", async () => {
    const page = await site.open("/?lang=en");
    await wake(page);
    site.simulator.play(stallAfter(["Once upon", " a time"]));
    await send(page, "Tell a tale");
    await page.getByText("Once upon a time").waitFor();
    const second = await openAgain(page);
    await banner(second).waitFor();
    await expect.poll(() => second.getByText("The answer was interrupted").count()).toBe(0);

    await continueHere(second).click();
    await banner(second).waitFor({ state: "detached" });
    await second.getByText("Once upon a time").waitFor();
    await second.getByText("The answer was interrupted").waitFor();
    // The button is gone, so the focus moves to the composer.
    await second.locator("textarea:focus").waitFor();
    await banner(page).waitFor();
    await expect.poll(() => message(page).isDisabled()).toBe(true);
    await page.getByRole("button", { name: "Stop" }).waitFor({ state: "detached" });

    await ask(second, "And then?", "The end.");
    await continueHere(page).click();
    await page.getByText("The end.", { exact: true }).waitFor();
    await banner(second).waitFor();
    const kept: unknown[] = JSON.parse(await readKept(page));
    // The index and one conversation: nothing was copied.
    expect(kept).toHaveLength(2);
  });

  it("keeps the draft of a tab whose conversation another tab takes over", async () => {
    const page = await site.open("/?lang=en");
    await ask(page, "First", "One.");
    await message(page).fill("Half a sentence");
    const second = await openAgain(page);
    await continueHere(second).click();
    await banner(page).waitFor();
    await expect.poll(() => message(page).inputValue()).toBe("Half a sentence");
    await second.close();
    await banner(page).waitFor({ state: "detached" });
    await message(page).press("Enter");
    await page.getByRole("article").getByText("Half a sentence").waitFor();
  });

  it("keeps both tabs' messages without the Web Locks API, as over plain HTTP", async () => {
    const page = await site.open("/?lang=en");
    await page.context().addInitScript(() => {
      Object.defineProperty(Navigator.prototype, "locks", { value: undefined });
    });
    await page.reload();
    await ask(page, "First", "One.");
    const second = await openAgain(page);
    await second.getByText("One.", { exact: true }).waitFor();
    for (const [index, tab] of [page, second].entries()) {
      await ask(tab, `In tab ${index}`, `Answer ${index}.`);
    }
    expect(second.url()).not.toBe(page.url());
    const kept = await readKept(page);
    expect(kept).toContain("In tab 0");
    expect(kept).toContain("In tab 1");
  });
});
