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

/** Asks, and waits until the answer is whole. */
async function ask(page: Page, question: string, reply: string): Promise<void> {
  await wake(page);
  site.simulator.play(answer([reply]));
  await send(page, question);
  await page.getByText(reply, { exact: true }).waitFor();
  await page.getByRole("button", { name: "Send", exact: true }).waitFor();
}

const BANNER = "This conversation is open in another tab.";

describe("a conversation that is open in two tabs", () => {
  it("is not called interrupted while the other one answers, and is shown as it ended there", async () => {
    const page = await site.open("/?lang=en");
    await wake(page);
    site.simulator.play(stallAfter(["Once upon", " a time"]));
    await send(page, "Tell a tale");
    await page.getByText("Once upon a time").waitFor();
    // It is written once a second.
    await expect.poll(() => readKept(page), { timeout: 10_000 }).toContain("Once upon a time");

    const second = await page.context().newPage();
    await second.goto(page.url());
    await second.getByText(BANNER).waitFor();
    await second.getByText("Once upon a time").waitFor();
    expect(await second.getByText("The answer was interrupted").count()).toBe(0);
    await page.close();
    await second.getByText(BANNER).waitFor({ state: "detached" });
    await second.getByText("The answer was interrupted").waitFor();
  });

  it("goes on in the second as a copy: neither writes over the other", async () => {
    const page = await site.open("/?lang=en");
    await ask(page, "First", "One.");

    const second = await page.context().newPage();
    await second.goto(page.url());
    await second.getByText(BANNER).waitFor();
    await ask(second, "In the second tab", "Two.");
    expect(await second.getByText(BANNER).count()).toBe(0);
    expect(second.url()).not.toBe(page.url());

    await ask(page, "In the first tab", "Three.");
    const kept = await readKept(page);
    expect(kept).toContain("In the second tab");
    expect(kept).toContain("In the first tab");
    await page.reload();
    await page.getByText("Three.", { exact: true }).waitFor();
    expect(await page.getByText("Two.", { exact: true }).count()).toBe(0);
  });

  it("loses nothing either over plain HTTP, where tabs cannot tell each other", async () => {
    const page = await site.open("/?lang=en");
    await page.context().addInitScript(() => {
      Object.defineProperty(Navigator.prototype, "locks", { value: undefined });
    });
    await page.reload();
    await ask(page, "First", "One.");
    const second = await page.context().newPage();
    await second.goto(page.url());
    await second.getByText("One.", { exact: true }).waitFor();
    for (const [index, tab] of [page, second].entries()) {
      await ask(tab, `In tab ${index}`, `Answer ${index}.`);
    }
    const kept = await readKept(page);
    expect(kept).toContain("In tab 0");
    expect(kept).toContain("In tab 1");
  });
});
