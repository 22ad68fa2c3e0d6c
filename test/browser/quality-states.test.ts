import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";

import { answer, silence } from "../simulator/scripts";
import { findBeyond, findViolations } from "./violations";
import { send, type Site, startSite, wake } from "./site";

let site: Site;
beforeAll(async () => {
  site = await startSite();
});
afterAll(() => site[Symbol.asyncDispose]());
afterEach(() => site.settle());

const NAMES = {
  zh: {
    add: "添加图片或文件",
    compare: "同时问另一个模型",
    attach: "添加文本文件",
    list: "对话列表",
    more: /^更多：/,
    remove: "删除",
    panel: "参数、代码、报文",
    code: "代码",
    send: "发送",
  },
  en: {
    add: "Add image or file",
    compare: "Ask another model too",
    attach: "Attach a text file",
    list: "Conversations",
    more: /^More:/,
    remove: "Delete",
    panel: "Parameters, code, wire",
    code: "Code",
    send: "Send",
  },
} as const;

type Lang = keyof typeof NAMES;
type Inspect = (state: string) => Promise<void>;

/** Leads a page through states that most visits do not reach. */
async function visitStates(page: Page, lang: Lang, inspect: Inspect): Promise<void> {
  const names = NAMES[lang];
  const press = (name: string | RegExp) => page.getByRole("button", { name }).first().click();
  await wake(page);
  await press(names.add);
  await page
    .getByLabel(names.attach)
    .setInputFiles({ name: "a.md", mimeType: "", buffer: Buffer.from("word ".repeat(6000)) });
  await press(names.add);
  await page.getByRole("combobox", { name: names.compare }).selectOption("4.0Ultra");
  await page.getByText(/8,192 tokens/).waitFor();
  await inspect("a file, a rival and a warning");
  await page.getByRole("button", { name: /a\.md$/ }).click();

  const usage = { question_tokens: 1, prompt_tokens: 1, completion_tokens: 9, total_tokens: 10 };
  const words = Array.from({ length: 30 }, () => "words ");
  site.simulator.play(answer(words, { usage }), answer(words, { usage }));
  await send(page, "Compare");
  await page.getByRole("button", { name: names.send, exact: true }).waitFor();
  await inspect("side by side");

  await page.clock.install();
  site.simulator.play(silence, silence);
  await send(page, "Wait");
  await page.getByRole("article").nth(3).waitFor();
  await page.clock.runFor(7000);
  await send(page, "Again");
  await page.clock.resume();
  await inspect("silent, with a message that waits");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: names.send, exact: true }).waitFor();

  await press(names.panel);
  const code = page.getByRole("tab", { name: names.code, exact: true });
  // It may already be open beside the conversation.
  if ((await code.count()) === 0) await press(names.panel);
  await inspect("parameters");
  await code.click();
  await page.getByRole("region", { name: "curl" }).waitFor();
  await inspect("code in colour");
  await page.keyboard.press("Escape");

  // On a wide screen it is already there.
  const column = page.getByRole("complementary", { name: names.list });
  if (!(await column.isVisible())) await press(names.list);
  await page.getByRole("button", { name: names.more }).first().click();
  await inspect("a conversation's menu");
  await page.getByRole("button", { name: names.remove, exact: true }).click();
  await page.locator("button:focus").waitFor();
  await inspect("a deleted conversation");
  await page.goto("/no/such/page");
  await inspect("not found");
  expect(site.problems.splice(0)).toEqual([expect.stringContaining("404")]);
}

it.each([
  { width: 1920, lang: "zh" },
  { width: 1280, lang: "en" },
  { width: 390, lang: "zh" },
  { width: 320, lang: "en" },
] as const)(
  "passes axe without horizontal overflow in rare states too, at $width pixels in $lang",
  { timeout: 90_000 },
  async ({ width, lang }) => {
    const page = await site.open(`/?lang=${lang}`, { viewport: { width, height: 844 } });
    await visitStates(page, lang, async (state) => {
      const violations = await findViolations(page);
      expect({ state, violations }).toEqual({ state, violations: [] });
      expect({ state, beyond: await findBeyond(page) }).toEqual({ state, beyond: [] });
    });
    await page.context().close();
  },
);
