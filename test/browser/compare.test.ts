import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";

import { answer } from "../simulator/scripts";
import { send, type Site, startSite, wake } from "./site";

let site: Site;
beforeAll(async () => {
  site = await startSite();
});
afterAll(() => site[Symbol.asyncDispose]());
afterEach(() => site.settle());

const SIZES = [
  { width: 1280, height: 800 },
  { width: 390, height: 844 },
];

describe("comparing two models", () => {
  it.each(SIZES)(
    "shows two models' answers side by side, each with its wire log, at $width pixels",
    async (viewport) => {
      const page = await site.open("/?lang=en", { viewport });
      await wake(page);
      await page.getByRole("button", { name: "Add image or file" }).click();
      await page.getByRole("combobox", { name: "Ask another model too" }).selectOption("4.0Ultra");
      await page.getByText("lite and 4.0Ultra will answer side by side").waitFor();
      site.simulator.play(answer(["First."]), answer(["Second."]));
      await send(page, "Who are you?");
      await page.getByRole("button", { name: "Send", exact: true }).waitFor();
      const lite = page.getByRole("group", { name: "lite", exact: true });
      const ultra = page.getByRole("group", { name: "4.0Ultra", exact: true });
      const said = [await lite.innerText(), await ultra.innerText()].join(" ");
      expect(said).toContain("First.");
      expect(said).toContain("Second.");
      await expect.poll(() => page.getByRole("slider", { name: "Wire timeline" }).count()).toBe(2);
      const [left, right] = [await lite.boundingBox(), await ultra.boundingBox()];
      if (viewport.width > 1000) expect(right?.y).toBe(left?.y);
      else expect(right?.x).toBe(left?.x);
      const asked = await Promise.all(
        [0, 1].map(
          async (index) => (await (await site.simulator.connection(index)).request).parameter,
        ),
      );
      expect(new Set(asked.map(({ chat }) => chat.domain)).size).toBe(2);

      // The next question follows the chosen answer.
      const chosen = (await ultra.innerText()).includes("Second.") ? "Second." : "First.";
      await ultra.getByRole("button", { name: "Go on with this one" }).click();
      await page.getByText("2 of 2").waitFor({ state: "attached" });
      await page.getByRole("button", { name: "Stop comparing" }).click();
      site.simulator.play(answer(["Alone."]));
      await send(page, "And now?");
      await page.getByText("Alone.", { exact: true }).waitFor();
      const { text } = (await (await site.simulator.connection(2)).request).payload.message;
      expect(text[1]).toEqual({ role: "assistant", content: chosen });
    },
  );

  it("restores two models' answers side by side after a reload", async () => {
    const page = await site.open("/?lang=zh");
    await wake(page);
    await page.getByRole("button", { name: "添加图片或文件" }).click();
    await page.getByRole("combobox", { name: "同时问另一个模型" }).selectOption("4.0Ultra");
    await send(page, "你是谁？");
    await page.getByRole("button", { name: "发送", exact: true }).waitFor();
    await page.reload();
    await page.getByRole("group", { name: "4.0Ultra", exact: true }).waitFor();
    await page.getByRole("group", { name: "lite", exact: true }).waitFor();
    await expect.poll(() => page.getByRole("article", { name: "回答" }).count()).toBe(1);
  });
});
