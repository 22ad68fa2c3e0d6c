import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";

import { type Site, startSite, wake } from "./site";

let site: Site;
beforeAll(async () => {
  site = await startSite();
});
afterAll(() => site[Symbol.asyncDispose]());
afterEach(() => site.settle());

describe("the keyboard", () => {
  it("does not send with the Enter that ends a word in an input method", async () => {
    const page = await site.open();
    await wake(page);
    const textbox = page.getByRole("textbox", { name: "消息" });
    await textbox.focus();
    const session = await page.context().newCDPSession(page);
    await session.send("Input.imeSetComposition", {
      text: "ni",
      selectionStart: 2,
      selectionEnd: 2,
    });
    await session.send("Input.dispatchKeyEvent", {
      type: "rawKeyDown",
      key: "Enter",
      code: "Enter",
      windowsVirtualKeyCode: 229,
    });
    await session.send("Input.insertText", { text: "你" });
    expect(await textbox.inputValue()).toBe("你");
    await textbox.press("Enter");
    await page.getByText("stop", { exact: true }).waitFor();
    expect(await page.getByRole("heading", { level: 3 }).allInnerTexts()).toEqual(["你"]);
  });

  it("starts a new line with Shift+Enter", async () => {
    const page = await site.open();
    await wake(page);
    const textbox = page.getByRole("textbox", { name: "消息" });
    await textbox.fill("一");
    await textbox.press("Shift+Enter");
    await textbox.pressSequentially("二");
    await textbox.press("Enter");
    await page.getByText("stop", { exact: true }).waitFor();
    expect(await page.getByRole("heading", { level: 3 }).innerText()).toBe("一\n二");
  });

  it("reaches all there is, in the order of the page", async () => {
    const page = await site.open();
    const reached: string[] = [];
    for (let index = 0; index < 8; index += 1) {
      await page.keyboard.press("Tab");
      reached.push(
        await page.evaluate(() => {
          const { tagName, textContent } = document.activeElement ?? document.body;
          return tagName === "A" || tagName === "BUTTON" ? (textContent ?? "") : tagName;
        }),
      );
    }
    expect(reached).toEqual([
      "English",
      "复制 Base URL",
      "复制 API Key",
      "复制 curl",
      "SELECT",
      "INPUT",
      "TEXTAREA",
      "发送",
    ]);
  });
});
