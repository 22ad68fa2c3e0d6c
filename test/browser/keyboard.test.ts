import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";

import { answer, silence } from "../simulator/scripts";
import { send, type Site, startSite, wake } from "./site";

let site: Site;
beforeAll(async () => {
  site = await startSite();
});
afterAll(() => site[Symbol.asyncDispose]());
afterEach(() => site.settle());

describe("keyboard control", () => {
  it("ignores the Enter that commits an input method's composition", async () => {
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
    await expect.poll(() => textbox.inputValue()).toBe("你");
    // A composition lasts as long as the task that ended it, and a busy browser may deliver a key
    // before it runs its timers.
    await textbox.evaluate(() => new Promise((resolve) => setTimeout(resolve)));
    await textbox.press("Enter");
    await page.getByRole("button", { name: "重新生成" }).waitFor();
    await expect
      .poll(() => page.getByRole("article", { name: "提问" }).locator("p").allInnerTexts())
      .toEqual(["你"]);
  });

  it("ignores an Enter right after compositionend, as Safari fires it", async () => {
    const page = await site.open();
    await wake(page);
    const textbox = page.getByRole("textbox", { name: "消息" });
    await textbox.fill("你");
    await textbox.evaluate((element) => {
      const bubbles = true;
      element.dispatchEvent(new CompositionEvent("compositionstart", { bubbles }));
      element.dispatchEvent(new CompositionEvent("compositionend", { bubbles }));
      element.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles }));
      return new Promise((resolve) => setTimeout(resolve));
    });
    await expect.poll(() => page.getByRole("article").count()).toBe(0);
    await textbox.press("Enter");
    await page.getByRole("article", { name: "提问" }).waitFor();
    await page.getByRole("button", { name: "重新生成" }).waitFor();
  });

  it("starts a new line on Shift+Enter, and on Enter alone on touch screens", async () => {
    const page = await site.open();
    await wake(page);
    const textbox = page.getByRole("textbox", { name: "消息" });
    await textbox.fill("一");
    await textbox.press("Shift+Enter");
    await textbox.pressSequentially("二");
    await expect.poll(() => textbox.inputValue()).toBe("一\n二");
    await textbox.press("Enter");
    await page.getByRole("button", { name: "重新生成" }).waitFor();

    const phone = await site.open("/", { hasTouch: true, isMobile: true });
    await wake(phone);
    const glass = phone.getByRole("textbox", { name: "消息" });
    await glass.fill("一");
    await glass.press("Enter");
    await expect.poll(() => glass.inputValue()).toBe("一\n");
    await phone.getByRole("button", { name: "发送" }).tap();
    await phone.getByRole("button", { name: "重新生成" }).waitFor();
  });

  it("edits the last message on ArrowUp in an empty composer, and cancels on Escape", async () => {
    const page = await site.open("/?lang=en");
    await wake(page);
    site.simulator.play(answer(["Hello."]));
    await send(page, "Hi");
    await page.getByRole("button", { name: "Regenerate" }).waitFor();
    await page.getByRole("textbox", { name: "Message" }).press("ArrowUp");
    const editor = page.getByRole("textbox", { name: "Edit message" });
    await expect.poll(() => editor.evaluate((box) => box === document.activeElement)).toBe(true);
    await expect.poll(() => editor.inputValue()).toBe("Hi");
    await editor.press("Escape");
    await editor.waitFor({ state: "detached" });
    const readFocused = () =>
      page.evaluate(() => document.activeElement?.getAttribute("aria-label") ?? null);
    await expect.poll(() => readFocused()).toBe("Edit");
    // A button that disappears while it is pressed passes on the focus.
    site.simulator.play(silence);
    await page.getByRole("button", { name: "Regenerate" }).press("Enter");
    await page.getByRole("button", { name: "Stop" }).waitFor();
    await expect.poll(() => readFocused()).toBe("Stop");
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "Send", exact: true }).waitFor();
    await expect.poll(() => readFocused()).toBe("Send");
  });

  it("reaches the model picker, inspector, conversations and help by shortcut", async () => {
    const page = await site.open("/?lang=en");
    await wake(page);
    const textbox = page.getByRole("textbox", { name: "Message" });
    await textbox.press("Control+Shift+M");
    const picker = page.getByRole("combobox", { name: "Model" });
    await expect
      .poll(() => picker.evaluate((element) => element === document.activeElement))
      .toBe(true);
    await page.keyboard.press("Control+.");
    await page.getByRole("tab", { name: "Parameters" }).waitFor();
    await page.keyboard.press("Control+.");
    await page.getByRole("tab", { name: "Parameters" }).waitFor({ state: "detached" });
    await page.keyboard.press("Control+k");
    await page.getByRole("dialog", { name: "Conversations" }).waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    // In a text box a question mark is only text.
    await textbox.press("?");
    await expect.poll(() => textbox.inputValue()).toBe("?");
    await page.getByRole("button", { name: "Credentials" }).focus();
    await page.keyboard.press("?");
    await page.getByRole("dialog", { name: "Keyboard shortcuts" }).waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.getAttribute("aria-label")))
      .toBe("Credentials");
  });

  it("moves focus through every control in page order with Tab", async () => {
    const page = await site.open();
    const reached: string[] = [];
    // The box gets the focus by itself: begin before everything, and after that.
    await page.locator("textarea:focus").waitFor();
    await page.evaluate(() => {
      document.body.tabIndex = -1;
      document.body.focus();
    });
    for (let index = 0; index < 20; index += 1) {
      await page.keyboard.press("Tab");
      reached.push(
        await page.evaluate(() => {
          const { ariaLabel, textContent } = document.activeElement ?? document.body;
          return (ariaLabel ?? textContent ?? "").slice(0, 6);
        }),
      );
    }
    expect(reached).toEqual([
      "跳到输入框",
      "对话列表",
      "新对话",
      "模型",
      "凭据",
      "English".slice(0, 6),
      "外观：跟随系统".slice(0, 6),
      "快捷键",
      "参数、代码、报文".slice(0, 6),
      "复制 base_url".slice(0, 6),
      "复制 api_key".slice(0, 6),
      "看图说话图片",
      "只要 JSON".slice(0, 6),
      "翻译syst",
      "调用工具模型",
      "隐私：网关不",
      "消息",
      "添加图片或文件".slice(0, 6),
      "语音输入",
      "发送",
    ]);
  });
});
