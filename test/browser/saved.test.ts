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

describe("saved conversations", () => {
  it("restores an interrupted conversation after a reload and retries its answer", async () => {
    const page = await site.open("/?lang=en");
    await wake(page);
    site.simulator.play(stallAfter(["Once upon", " a time"]));
    await send(page, "Tell a tale");
    await page.getByText("Once upon a time").waitFor();
    await expect.poll(() => readKept(page)).toContain("Once upon a time");
    expect(new URL(page.url()).searchParams.get("c")).toMatch(/^[\w-]{12}$/);

    await page.reload();
    await page.getByText("Once upon a time").waitFor();
    await expect.poll(() => page.getByRole("article").getByText("Tell a tale").count()).toBe(1);
    await page.getByText("The answer was interrupted").waitFor();
    await (
      await site.simulator.connection(0)
    ).closed;
    await wake(page);
    site.simulator.play(answer(["The end."]));
    await page.getByRole("button", { name: "Retry" }).click();
    await page.getByText("The end.", { exact: true }).waitFor();
    await page.getByText("2 of 2").waitFor({ state: "attached" });
  });

  it("keeps the model selected after the last answer across a reload", async () => {
    const page = await site.open("/?lang=en");
    await wake(page);
    site.simulator.play(answer(["Yes."]));
    await send(page, "Ready?");
    await page.getByText("Yes.", { exact: true }).waitFor();
    await page.getByRole("button", { name: "Send", exact: true }).waitFor();
    const picker = page.getByRole("combobox", { name: "Model" });
    await picker.selectOption("4.0Ultra");
    await expect.poll(() => readKept(page)).toContain('"model":"4.0Ultra","parameters"');
    await page.reload();
    await page.getByText("Yes.", { exact: true }).waitFor();
    await expect.poll(() => picker.inputValue()).toBe("4.0Ultra");
  });

  it("saves the user's message before sending its request", async () => {
    const page = await site.open("/?lang=en");
    await wake(page);
    let keptAtRequest = "";
    await page.route("**/v1/chat/completions", async (route) => {
      keptAtRequest = await readKept(page);
      await route.continue();
    });
    site.simulator.play(answer(["Yes."]));
    await send(page, "Am I kept?");
    await page.getByText("Yes.", { exact: true }).waitFor();
    expect(keptAtRequest).toContain("Am I kept?");
  });

  it("searches, renames, opens, deletes and restores conversations in the list", async () => {
    const page = await site.open("/?lang=en");
    await wake(page);
    const openList = () => page.getByRole("button", { name: "Conversations" }).click();
    for (const word of ["apple", "pear"]) {
      site.simulator.play(answer([`about ${word}`]));
      await send(page, word);
      await page.getByText(`about ${word}`, { exact: true }).waitFor();
      await page.getByRole("button", { name: "Send", exact: true }).waitFor();
      await page.getByRole("button", { name: "New conversation" }).click();
      await page.getByRole("heading", { name: "An OpenAI-compatible gateway" }).waitFor();
    }
    const dialog = page.getByRole("dialog", { name: "Conversations" });
    await openList();
    await dialog.getByRole("button", { name: /^apple/ }).waitFor();
    await dialog.getByRole("searchbox").fill("PEA");
    await expect.poll(() => dialog.getByRole("listitem").count()).toBe(1);
    const more = (title: string) => dialog.getByRole("button", { name: `More: ${title}` });
    await more("pear").click();
    await dialog.getByRole("button", { name: "Rename" }).click();
    await dialog.getByRole("textbox", { name: "Title" }).fill("peach");
    await dialog.getByRole("textbox", { name: "Title" }).press("Enter");
    await dialog.getByRole("button", { name: /^peach/ }).click();
    await page.getByText("about pear", { exact: true }).waitFor();

    await openList();
    await more("peach").click();
    // A double click deletes nothing, neither this conversation nor the one below.
    await dialog.getByRole("button", { name: "Delete" }).dblclick();
    await dialog.getByText("“peach” was deleted").waitFor();
    await dialog.getByRole("button", { name: /^apple/ }).waitFor();
    await expect.poll(() => readKept(page)).not.toContain("about pear");
    await expect.poll(() => readKept(page)).toContain("about apple");
    await dialog.getByRole("button", { name: "Undo" }).click();
    await dialog.getByRole("button", { name: /^peach/ }).waitFor();
    await expect.poll(() => readKept(page)).toContain("about pear");

    await more("peach").click();
    await dialog.getByRole("button", { name: "Delete" }).click();
    // The focus was lost with the button, and moves to Undo.
    await dialog.locator("button:focus", { hasText: "Undo" }).waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("heading", { name: "An OpenAI-compatible gateway" }).waitFor();
    await page.getByRole("button", { name: "Undo" }).click();
    await page.getByText("about pear", { exact: true }).waitFor();
    await expect.poll(() => page.getByText("“peach” was deleted").count()).toBe(0);
  });

  it("keeps chatting and shows a notice when browser storage is full", async () => {
    const page = await site.open("/?lang=en");
    await page.addInitScript(() => {
      IDBObjectStore.prototype.put = () => {
        throw new DOMException("no room", "QuotaExceededError");
      };
    });
    await page.reload();
    await wake(page);
    site.simulator.play(answer(["Still here."]));
    await send(page, "Anyone?");
    await page.getByText("Still here.", { exact: true }).waitFor();
    await page.getByText("The browser's storage is full").waitFor();
    await expect.poll(() => page.getByRole("article").count()).toBe(2);
  });

  it("saves the conversation on reconnect when its storage code failed to load", async () => {
    const page = await site.open("/?lang=en");
    // Only the code that stores a message fails to load; it is requested again later.
    let isGone = true;
    await page.route("**/_next/static/chunks/**", async (route) => {
      const response = await route.fetch();
      const isStorage = (await response.text()).includes("indexedDB");
      await (isGone && isStorage ? route.abort() : route.fulfill({ response }));
    });
    await page.locator("textarea").press("Shift");
    await send(page, "Are you there?");
    await page.getByText("The browser refuses to store anything").waitFor();
    isGone = false;
    await page.evaluate(() => dispatchEvent(new Event("online")));
    await page.getByText("The browser refuses to store anything").waitFor({ state: "detached" });
    await expect.poll(() => readKept(page)).toContain("Are you there?");
    site.problems.splice(0);
  });

  it("keeps a message in the box, and reports why, when the code that sends it cannot be loaded", async () => {
    const page = await site.open("/?lang=en");
    let isGone = true;
    await page.route("**/_next/static/chunks/**", (route) =>
      isGone ? route.abort() : route.continue(),
    );
    await page.locator("textarea").press("Shift");
    await send(page, "Are you there?");
    await page.getByText("A part of the page could not be loaded").waitFor();
    const box = page.getByRole("textbox", { name: "Message" });
    await expect.poll(() => box.inputValue()).toBe("Are you there?");
    isGone = false;
    await box.press("Enter");
    await page.getByRole("button", { name: "Regenerate" }).waitFor();
    await expect.poll(() => page.getByText("could not be loaded").count()).toBe(0);
    site.problems.splice(0);
  });

  it("saves the first message even when the network is offline", async () => {
    const page = await site.open("/?lang=en");
    await wake(page);
    await page.waitForLoadState("networkidle");
    await page.context().setOffline(true);
    await send(page, "Into the void");
    await page.getByRole("log").getByRole("alert").waitFor();
    await expect.poll(() => readKept(page)).toContain("Into the void");
    await expect.poll(() => page.getByText("refuses to store anything").count()).toBe(0);
    site.problems.splice(0);
  });

  it("exports a conversation to files and opens its share link elsewhere", async () => {
    const page = await site.open("/?lang=en", {
      permissions: ["clipboard-read", "clipboard-write"],
    });
    await wake(page);
    site.simulator.play(answer(["**Blue.**"]));
    await send(page, "Which colour is the sky?");
    await page.getByText("Blue.", { exact: true }).waitFor();
    await page.getByRole("button", { name: "Send", exact: true }).waitFor();
    await page.getByRole("button", { name: "Conversations" }).click();
    await page.getByRole("button", { name: /^More:/ }).click();
    for (const [format, expected] of [
      ["Markdown", "**Blue.**"],
      ["JSON", '"spark-gateway-conversation"'],
      ["JSONL", '{"role":"user","content":"Which colour is the sky?"}'],
    ] as const) {
      const downloading = page.waitForEvent("download");
      await page.getByRole("button", { name: `Export ${format}`, exact: true }).click();
      const chunks: Buffer[] = [];
      for await (const chunk of await (await downloading).createReadStream()) {
        chunks.push(chunk as Buffer);
      }
      expect(Buffer.concat(chunks).toString()).toContain(expected);
    }
    await page.getByRole("button", { name: "Copy link to the last question" }).click();
    await page.getByRole("button", { name: "Copied" }).waitFor();
    const link = await page.evaluate(() => navigator.clipboard.readText());

    const other = await site.open(link);
    await expect
      .poll(() => other.getByRole("textbox", { name: "消息" }).inputValue())
      .toBe("Which colour is the sky?");
    expect(other.url()).not.toContain("#s=");
    await other.goto(`${site.url}/#s=broken`);
    await other.reload();
    await other.getByText("这个链接读不出来").waitFor();
  });
});
