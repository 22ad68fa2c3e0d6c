import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";

import { answer } from "../simulator/scripts";
import { openPanel } from "./panel";
import { send, type Site, startSite, wake } from "./site";

let site: Site;
beforeAll(async () => {
  site = await startSite();
});
afterAll(() => site[Symbol.asyncDispose]());
afterEach(() => site.settle());

describe("print styles", () => {
  it("prints the whole conversation on a light background without controls", async () => {
    const page = await site.open("/?lang=en", { colorScheme: "dark" });
    await wake(page);
    site.simulator.play(answer([Array.from({ length: 80 }, (_, at) => `line ${at}`).join("\n\n")]));
    await send(page, "A long one");
    await page.getByRole("button", { name: "Regenerate" }).waitFor();
    await page.emulateMedia({ media: "print" });
    await expect.poll(() => page.getByRole("banner").isVisible()).toBe(false);
    await expect.poll(() => page.getByRole("textbox").count()).toBe(0);
    await expect
      .poll(() => page.getByRole("button", { name: /Copy|Regenerate|Jump/ }).count())
      .toBe(0);
    await expect.poll(() => page.getByRole("tabpanel").count()).toBe(0);
    const { height, screen, ground } = await page.evaluate(() => ({
      height: document.documentElement.scrollHeight,
      screen: innerHeight,
      ground: getComputedStyle(document.body).backgroundColor,
    }));
    expect(height).toBeGreaterThan(2 * screen);
    expect(ground).toBe("rgb(249, 250, 252)");
  });
});

describe("forced colours", () => {
  it("distinguishes the selected inspector tab in forced colours", async () => {
    const page = await openPanel(site);
    await page.emulateMedia({ forcedColors: "active" });
    const lines = await page
      .getByRole("tab")
      .evaluateAll((tabs) => tabs.map((tab) => getComputedStyle(tab).borderBottomColor));
    expect(new Set(lines).size).toBe(2);
    expect(lines.filter((line) => line === lines[0])).toHaveLength(1);
    await page.context().close();
  });
});
