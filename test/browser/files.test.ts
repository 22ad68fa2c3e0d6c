import { readFile } from "node:fs/promises";

import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";

import { answer } from "../simulator/scripts";
import { send, type Site, startSite, wake } from "./site";

let site: Site;
beforeAll(async () => {
  site = await startSite();
});
afterAll(() => site[Symbol.asyncDispose]());
afterEach(() => site.settle());

const toFile = (name: string, text: string | Buffer) => ({
  name,
  mimeType: "application/octet-stream",
  buffer: Buffer.from(text),
});

describe("text files", () => {
  it.each([1280, 390])("sends text files as fenced text, at %i pixels", async (width) => {
    const page = await site.open("/?lang=en", { viewport: { width, height: 844 } });
    await wake(page);
    await page.getByRole("button", { name: "Add image or file" }).click();
    await page
      .getByLabel("Attach a text file")
      .setInputFiles([
        toFile("data.csv", Buffer.from("d0d5c3fb2cc4eac1e40a", "hex")),
        toFile("note.md", "Use ```js fences."),
        toFile("program.exe", Buffer.from([77, 90, 0, 1])),
      ]);
    await page.getByText("“program.exe” is no text file").waitFor();
    await page.getByText("note.md").waitFor();
    site.simulator.play(answer(["Read."]));
    await send(page, "Summarise");
    await page.getByText("Read.", { exact: true }).waitFor();
    const { text } = (await (await site.simulator.connection(0)).request).payload.message;
    // The table is in GB 18030, as Excel saves it; the fence is longer than any in the file.
    expect(text[0]?.content).toBe(
      "Summarise\n\ndata.csv\n```csv\n姓名,年龄\n```\n\nnote.md\n````md\nUse ```js fences.\n````",
    );
    const question = page.getByRole("article", { name: "Question" });
    await question.getByText("data.csv").click();
    await question.getByText("姓名,年龄").waitFor();
  });
});

describe("the token estimate", () => {
  it("warns before the model's limit is reached while the text is typed", async () => {
    const page = await site.open("/?lang=en");
    await wake(page);
    const box = page.getByRole("textbox", { name: "Message" });
    await box.fill("short");
    await expect.poll(() => page.getByText(/^about .* tokens/).count()).toBe(0);
    await box.fill("星".repeat(1500));
    await page.getByText("about 1,000 of 8,192 tokens", { exact: true }).waitFor();
    await box.fill("星".repeat(10_500));
    await page.getByText("near the limit of lite").waitFor();
    await box.fill("星".repeat(15_000));
    await page.getByText("over the limit of lite").waitFor();
  });
});

describe("an exported conversation", () => {
  it.each(["JSON", "JSONL"])("is imported from its %s in another browser", async (format) => {
    const page = await site.open("/?lang=en");
    await wake(page);
    site.simulator.play(answer(["**Blue.**"]));
    await send(page, "Which colour is the sky?");
    await page.getByText("Blue.", { exact: true }).waitFor();
    await page.getByRole("button", { name: "Send", exact: true }).waitFor();
    await page.getByRole("button", { name: "Conversations" }).click();
    await page.getByRole("button", { name: /^More:/ }).click();
    const downloading = page.waitForEvent("download");
    await page.getByRole("button", { name: `Export ${format}`, exact: true }).click();
    const path = await (await downloading).path();

    const other = await site.open("/?lang=en");
    await wake(other);
    await other.getByRole("button", { name: "Conversations" }).click();
    const input = other.getByLabel("Import a JSON or JSONL file that was exported here");
    await input.setInputFiles(toFile("other.json", "{}"));
    await other.getByText("“other.json” is no conversation").waitFor();
    await input.setInputFiles(toFile(`own.${format}`, await readFile(path)));
    const article = other.getByRole("article", { name: "Answer" });
    await article.locator("strong", { hasText: "Blue." }).waitFor();
    await expect.poll(() => other.title()).toBe("Which colour is the sky? · Spark Gateway");
    site.simulator.play(answer(["Still."]));
    await send(other, "And now?");
    await other.getByText("Still.", { exact: true }).waitFor();
    const { text } = (await (await site.simulator.connection(1)).request).payload.message;
    expect(text.slice(0, 2)).toEqual([
      { role: "user", content: "Which colour is the sky?" },
      { role: "assistant", content: "**Blue.**" },
    ]);
  });
});
