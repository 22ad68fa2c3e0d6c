import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";

import { ANSWER } from "../../lib/playground/i18n/answer";
import { answer, callFunction, perform } from "../simulator/scripts";
import { createGate } from "./gate";
import { send, type Site, startSite, wake } from "./site";

let site: Site;
beforeAll(async () => {
  site = await startSite();
});
afterAll(() => site[Symbol.asyncDispose]());
afterEach(() => site.settle());

const words = ANSWER.en;
const log = (page: Page) => page.getByRole("log", { name: "Conversation" });

async function open(text: string): Promise<Page> {
  const page = await site.open("/?lang=en", { permissions: ["clipboard-read", "clipboard-write"] });
  await wake(page);
  site.simulator.play(answer([text]));
  await send(page, "Show me");
  await page.getByRole("button", { name: "Regenerate" }).waitFor();
  return page;
}

describe("Markdown in an answer", () => {
  it("renders the simulator's Markdown sample and shows its script as text", async () => {
    const page = await site.open("/?lang=en");
    await wake(page);
    await send(page, "/simulate markdown");
    await page.getByRole("button", { name: "Regenerate" }).waitFor();
    await log(page).locator("math").nth(1).waitFor();
    await expect
      .poll(() => log(page).locator("strong").allInnerTexts())
      .toEqual(["加粗", "引号里", "括号里"]);
    await expect.poll(() => log(page).getByRole("table").getByRole("row").count()).toBe(3);
    await expect
      .poll(() => log(page).getByRole("link", { name: /链接/ }).getAttribute("rel"))
      .toBe("noopener noreferrer nofollow");
    await expect
      .poll(() => log(page).getByText('<script>alert("not executed")</script>').count())
      .toBe(1);
    await expect.poll(() => log(page).locator("pre span").count()).toBeGreaterThan(2);
    await expect.poll(() => log(page).getByRole("heading", { level: 3 }).count()).toBe(2);
  });

  it("hides unfinished Markdown markers while streaming and highlights code once it ends", async () => {
    const page = await site.open("/?lang=en");
    await wake(page);
    const gates = [createGate(), createGate()] as const;
    site.simulator.play(async (stage) => {
      await stage.frame({ text: "**注意：**正文，**重", status: 0 });
      await gates[0].opened;
      await stage.frame({ text: "点**\n\n```python\nprint(1)\n``", status: 1 });
      await gates[1].opened;
      await stage.frame({ text: "`\n完", status: 2 });
      stage.close();
    });
    await send(page, "Stream");
    const strong = log(page).locator("strong");
    await strong.nth(1).waitFor();
    await expect.poll(() => strong.allInnerTexts()).toEqual(["注意：", "重"]);
    await expect.poll(() => log(page).getByText("*").count()).toBe(0);
    const caret = await log(page)
      .locator("p")
      .last()
      .evaluate((line) => getComputedStyle(line, "::after").width);
    expect(caret).toBe("8px");
    gates[0].open();
    const code = log(page).locator("pre");
    await code.waitFor();
    await expect.poll(() => code.innerText()).toBe("print(1)");
    await expect.poll(() => code.locator("span").count()).toBe(0);
    gates[1].open();
    await code.locator("span").first().waitFor();
    await expect.poll(() => code.innerText()).toBe("print(1)");
  });

  it("copies code with or without the Clipboard API and reports a failure", async () => {
    const page = await open("```js\nconst x = `中`;\n```\n");
    const button = log(page)
      .locator("figure")
      .getByRole("button", { name: /Copy|Copied/ });
    const paste = () => page.evaluate(() => navigator.clipboard.readText());
    await button.click();
    await log(page).getByText("Copied").waitFor();
    expect(await paste()).toBe("const x = `中`;");
    await page.evaluate(async () => {
      await navigator.clipboard.writeText("");
      Object.defineProperty(navigator, "clipboard", { value: undefined, configurable: true });
    });
    await page.reload();
    await page.evaluate(() => {
      Object.defineProperty(navigator, "clipboard", { value: undefined, configurable: true });
    });
    await button.click();
    await log(page).getByText("Copied").waitFor();
    await page.evaluate(() => {
      document.execCommand = () => false;
    });
    await button.click();
    await log(page).getByText("Copy failed").waitFor();
  });

  it("loads an image in an answer only after a click, from its stated host", async () => {
    const page = await open("![a cat](https://images.invalid/cat.png?all=secrets)");
    const asked: string[] = [];
    page.on("request", (request) => asked.push(request.url()));
    const button = log(page).getByRole("button", { name: /Load image a cat images\.invalid/ });
    await button.waitFor();
    expect(asked).toEqual([]);
    await button.click();
    await log(page).getByRole("button", { name: words.imageFailed }).waitFor();
    expect(asked).toEqual(["https://images.invalid/cat.png?all=secrets"]);
    // The request, and the browser's own report of it.
    expect(site.problems.splice(0)).toHaveLength(2);
  });

  it("loads KaTeX for a formula but not for dollar prices", async () => {
    const page = await site.open("/?lang=en");
    const scripts: string[] = [];
    page.on("response", async (response) => {
      if (response.url().endsWith(".js")) scripts.push(await response.text());
    });
    await wake(page);
    const isLoaded = (): boolean => scripts.some((script) => script.includes("KaTeX parse error"));
    site.simulator.play(answer(["It costs $5 and $6."]));
    await send(page, "How much?");
    await log(page).getByText("It costs $5 and $6.").waitFor();
    expect(isLoaded()).toBe(false);
    site.simulator.play(answer([String.raw`So \(x^2\).`]));
    await send(page, "And now?");
    await log(page).locator("math").waitFor();
    await expect.poll(isLoaded).toBe(true);
  });
});

describe("reasoning, tool calls and sources", () => {
  it("shows reasoning until the text begins, then folds it with its duration", async () => {
    const page = await site.open("/?lang=en");
    await wake(page);
    const gate = createGate();
    site.simulator.play(async (stage) => {
      await stage.frame({ reasoning: "Let me see", status: 0 });
      await gate.opened;
      await perform({ texts: ["Here you are."] })(stage);
    });
    await send(page, "Think");
    await log(page).getByText("Let me see").waitFor({ state: "visible" });
    gate.open();
    await log(page).getByText("Here you are.").waitFor();
    await log(page).getByText("Let me see").waitFor({ state: "hidden" });
    const summary = log(page).locator("summary");
    await expect.poll(() => summary.innerText()).toMatch(/^Thinking · \d+\.\d s$/);
    await summary.click();
    await log(page).getByText("Let me see").waitFor({ state: "visible" });
  });

  it("shows a tool call's name and arguments and accepts its result", async () => {
    const page = await site.open("/?lang=en");
    await wake(page);
    site.simulator.play(callFunction({ name: "get_weather", arguments: '{"city":"北京"}' }));
    await page.getByRole("button", { name: /Call a tool/ }).click();
    // What an example needs is loaded lazily, so its text appears a moment after the press.
    const message = page.getByRole("textbox", { name: "Message" });
    await expect.poll(() => message.inputValue()).not.toBe("");
    await message.press("Enter");
    const card = log(page).getByRole("region", { name: "Tool call: get_weather" });
    await card.waitFor();
    await expect.poll(() => card.locator("pre").innerText()).toBe('{\n  "city": "北京"\n}');
    site.simulator.play(answer(["It is 26 degrees."]));
    await card.getByRole("textbox", { name: words.toolResult }).fill('{"celsius":26}');
    await card.getByRole("button", { name: words.submitResult }).click();
    await log(page).getByText("It is 26 degrees.").waitFor();
    await expect.poll(() => card.getByRole("textbox").count()).toBe(0);
    await expect.poll(() => card.innerText()).toContain('{"celsius":26}');
  });

  it("lists web search sources as links that open in a new tab", async () => {
    const page = await site.open("/?lang=en");
    await wake(page);
    await page.keyboard.press("Control+.");
    await page.getByRole("combobox", { name: "Model" }).selectOption("4.0Ultra");
    await page.getByRole("checkbox", { name: /web_search/ }).check();
    await send(page, "/simulate plugins");
    const sources = log(page).getByRole("region", { name: words.sources });
    await sources.waitFor();
    const link = sources.getByRole("link").first();
    await expect.poll(() => link.getAttribute("href")).toMatch(/^https?:/);
    await expect.poll(() => link.getAttribute("target")).toBe("_blank");
  });
});
