import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";

import { answer } from "../simulator/scripts";
import { send, type Site, startSite, wake } from "./site";

let site: Site;
beforeAll(async () => {
  site = await startSite();
});
afterAll(() => site[Symbol.asyncDispose]());
afterEach(() => site.settle());

const DESK = { viewport: { width: 1280, height: 800 } };

describe("the inspector", () => {
  it("does not move the conversation while an answer is being read", async () => {
    const page = await site.open("/?lang=en", DESK);
    await wake(page);
    await page.evaluate(() => {
      const places = new Set<number>();
      Object.assign(window, { places });
      const look = () => {
        const article = document.querySelector("article[aria-label=Answer]");
        if (article) places.add(Math.round(article.getBoundingClientRect().left));
        requestAnimationFrame(look);
      };
      look();
    });
    site.simulator.play(answer(["Words. ".repeat(20), "More. ".repeat(20)], { paceMs: 30 }));
    await send(page, "Go");
    await page.getByRole("tab", { name: "Wire", selected: true }).waitFor();
    await page.getByRole("button", { name: "Regenerate" }).waitFor();
    const places = await page.evaluate(() => [
      ...(window as unknown as { places: Set<number> }).places,
    ]);
    expect(places).toHaveLength(1);
  });

  it("marks in the strip the event that is selected in the list", async () => {
    const page = await site.open("/?lang=en", DESK);
    await wake(page);
    site.simulator.play(answer(["One.", "Two.", "Three."]));
    await send(page, "Count");
    await page.getByRole("button", { name: "Regenerate" }).waitFor();
    const strip = page.getByRole("slider", { name: "Wire timeline" });
    await expect.poll(() => strip.getAttribute("aria-valuetext")).toContain("events:");
    await page.getByRole("button", { name: /Two/ }).click();
    await expect.poll(() => strip.getAttribute("aria-valuetext")).toMatch(/^3 of/);
    await expect.poll(() => page.locator("svg path[class*=current]").count()).toBe(1);
  });

  it("fills the sheet with the wire log at 768 pixels", async () => {
    const page = await site.open("/?lang=en", { viewport: { width: 768, height: 1024 } });
    await wake(page);
    site.simulator.play(answer(Array.from({ length: 60 }, (_, index) => `${index} `)));
    await send(page, "Count");
    await page.getByRole("button", { name: "View wire" }).click();
    const dialog = page.getByRole("dialog");
    const list = await dialog.getByRole("list").boundingBox();
    const sheet = await dialog.boundingBox();
    const box = await dialog.locator("ol").locator("..").boundingBox();
    expect(list).not.toBeNull();
    expect((box?.height ?? 0) / (sheet?.height ?? 1)).toBeGreaterThan(0.5);
  });

  it("greys out what the model lacks and shows defaults that are on as on", async () => {
    const page = await site.open("/?lang=en", DESK);
    await wake(page);
    await page.keyboard.press("Control+.");
    const groups = page.getByRole("tabpanel", { name: "Parameters" }).locator("legend:visible");
    await expect.poll(() => groups.allInnerTexts()).toHaveLength(5);
    expect(
      (await groups.allInnerTexts()).filter((text) => text !== "Example system prompts"),
    ).toEqual(["Input", "Sampling", "Answer", "Tools and search"]);
    for (const name of [/^Stream\b/, /^Usage at the end/]) {
      await expect.poll(() => page.getByRole("checkbox", { name }).isChecked()).toBe(true);
    }
    // lite does not support images: the row reports that before anything is set.
    const row = page.locator("[data-lacking=true]", { hasText: "Image detail" });
    await row.getByText("not used by this model").waitFor();
    await page.getByRole("button", { name: "Translator" }).click();
    const prompt = page.getByRole("textbox", { name: "Value of System prompt" });
    await expect.poll(() => prompt.inputValue()).toContain("You are a translator");
    // Functions that are switched on but still empty are not sent, so nothing is rejected.
    const functions = page.getByRole("checkbox", { name: /^Functions/ });
    await functions.check();
    const own = page.locator("label", { has: functions }).locator("..");
    await expect.poll(() => own.getByText("the gateway will refuse").count()).toBe(0);
    await own.getByRole("button", { name: "Put in an example" }).click();
    await own.getByText("the gateway will refuse").waitFor();
  });

  it("shows a runnable request before the first question, in colour, wrapped on demand", async () => {
    const page = await site.open("/?lang=zh", DESK);
    await wake(page);
    await page.keyboard.press("Control+.");
    await page.getByRole("tab", { name: "代码" }).click();
    const code = page.getByRole("region", { name: "curl" });
    await code
      .getByText("介绍一下你自己")
      .or(code.getByText("用一句话介绍你自己"))
      .first()
      .waitFor();
    await page.getByRole("tab", { name: "Python" }).click();
    await page
      .getByRole("region", { name: "Python" })
      .locator("span[class*=keyword]")
      .first()
      .waitFor();
    const wrap = page.getByRole("button", { name: "自动换行" });
    await wrap.click();
    await expect.poll(() => wrap.getAttribute("aria-pressed")).toBe("true");
    const overflow = await page
      .getByRole("region", { name: "Python" })
      .evaluate((box) => box.scrollWidth - box.clientWidth);
    expect(overflow).toBe(0);
  });
});
