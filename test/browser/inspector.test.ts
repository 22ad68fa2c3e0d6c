import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";

import { createGate } from "./gate";
import { ask, openPanel } from "./panel";
import { send, type Site, startSite } from "./site";

let site: Site;
beforeAll(async () => {
  site = await startSite();
});
afterAll(() => site[Symbol.asyncDispose]());
afterEach(() => site.settle());

function toggle(page: Page, name: string) {
  return page.getByRole("tabpanel").getByRole("checkbox", { name });
}

describe("the Parameters tab", () => {
  it("sends only the parameters that are set, with their exact values", async () => {
    const page = await openPanel(site);
    expect(await ask(page, "one")).toEqual({
      model: "lite",
      messages: [{ role: "user", content: "one" }],
      stream: true,
      stream_options: { include_usage: true },
    });
    await toggle(page, "Temperature").check();
    await page.getByRole("spinbutton", { name: "Value of Temperature" }).fill("0");
    await toggle(page, "Top P").check();
    const body = await ask(page, "two");
    expect(body).toMatchObject({ temperature: 0, top_p: 0.9 });
    expect(Object.keys(body).toSorted()).toEqual([
      "messages",
      "model",
      "stream",
      "stream_options",
      "temperature",
      "top_p",
    ]);
    // The gateway's headers have reported what it did with them.
    await page.getByText("last sent as 0.01").waitFor();
    await page.getByText("ignored last time").waitFor();
    await page.getByRole("button", { name: "Reset all" }).click();
    expect(await ask(page, "three")).not.toHaveProperty("temperature");
    await page.context().close();
  });

  it("warns before sending about tools that the model does not support", async () => {
    const page = await openPanel(site, { lang: "zh-CN" });
    await page.getByRole("textbox", { name: "消息" }).focus();
    await page.getByRole("combobox", { name: "模型" }).selectOption("lite");
    await toggle(page, "函数 tools").check();
    await page.getByRole("button", { name: "填入示例" }).click();
    await page.getByText("这个模型不支持，网关会拒绝").first().waitFor();
    await page.getByRole("combobox", { name: "模型" }).selectOption("4.0Ultra");
    await expect.poll(() => page.getByText("这个模型不支持，网关会拒绝").count()).toBe(0);
    await page.context().close();
  });
});

describe("the Code tab", () => {
  it("shows a curl command whose body equals the request sent", async () => {
    const page = await openPanel(site);
    await toggle(page, "Stop strings").check();
    await page.getByRole("textbox", { name: "Value of Stop strings" }).fill("JSON\n</script>");
    await page.getByRole("tab", { name: "Code" }).click();
    const question = `it's "quoted" \\ $HOME \`id\` 星火😀`;
    await page.getByRole("textbox", { name: "Message" }).fill(question);
    const code = page.getByRole("region", { name: "curl" });
    await code.getByText("星火😀").waitFor();
    const heredoc = /<<'JSON'\n([^]*)\nJSON$/.exec((await code.textContent()) ?? "")?.[1];
    const shown: unknown = JSON.parse(heredoc ?? "");
    expect(await ask(page, question)).toEqual(shown);
    expect(shown).toMatchObject({ stop: ["JSON", "</script>"], messages: [{ content: question }] });
    await page.getByRole("combobox", { name: "API" }).selectOption("Responses");
    await code.getByText("/v1/responses").waitFor();
    await expect.poll(() => code.textContent()).toContain('"input": [');
    await page.context().close();
  });
});

describe("the Code tab in another API", () => {
  it("shows the same conversation as a request to Anthropic's API, and names what that lacks", async () => {
    const page = await openPanel(site);
    await toggle(page, "Stop strings").check();
    await page.getByRole("textbox", { name: "Value of Stop strings" }).fill("JSON");
    await page.getByRole("tab", { name: "Code" }).click();
    await page.getByRole("combobox", { name: "API" }).selectOption("Messages (Anthropic)");
    await page.getByRole("textbox", { name: "Message" }).fill("星火");
    const code = page.getByRole("region", { name: "curl" });
    await code.getByText("anthropic-version").waitFor();
    const heredoc = /<<'JSON'\n([^]*)\nJSON$/.exec((await code.textContent()) ?? "")?.[1];
    expect(JSON.parse(heredoc ?? "")).toMatchObject({
      max_tokens: 4096,
      stop_sequences: ["JSON"],
      messages: [{ role: "user", content: "星火" }],
    });
    await page.getByRole("tab", { name: "Node.js" }).click();
    await page.getByText("npm install @anthropic-ai/sdk").waitFor();
    await page.context().close();
  });
});

describe("the Wire tab", () => {
  it("opens the event selected on the wire timeline by keyboard or mouse", async () => {
    const page = await openPanel(site);
    await ask(page, "hello");
    const strip = page.getByRole("slider", { name: "Wire timeline" });
    const count = Number(await strip.getAttribute("max"));
    expect(count).toBeGreaterThan(3);
    await strip.focus();
    await page.keyboard.press("End");
    await page.keyboard.press("Enter");
    const open = page.getByRole("button", { expanded: true }).filter({ hasText: "[DONE]" });
    await open.waitFor();
    await expect
      .poll(() => open.locator("xpath=..").getAttribute("aria-posinset"))
      .toBe(String(count));
    const box = await strip.boundingBox();
    if (!box) throw new Error("the strip has no place");
    await page.mouse.click(box.x + 1, box.y + box.height / 2);
    await page.getByRole("button", { expanded: true }).getByText('"role":"assistant"').waitFor();
    await expect.poll(() => page.getByRole("tabpanel").first().textContent()).toContain("200");
    await page.context().close();
  });

  it("marks the wire timeline live until the stream ends and extends it", async () => {
    const page = await openPanel(site);
    const gate = createGate();
    site.simulator.play(async (stage) => {
      await stage.frame({ text: "夜来", status: 0 });
      await stage.frame({ text: "风雨声", status: 1 });
      await gate.opened;
      await stage.frame({ text: "", status: 2, usage: stage.bill("夜来风雨声") });
      stage.close();
    });
    await send(page, "a poem");
    await page.getByText("夜来风雨声").first().waitFor();
    const strip = page.getByRole("slider", { name: "Wire timeline" });
    await strip.waitFor();
    await expect.poll(() => strip.locator("xpath=..").getAttribute("data-live")).toBe("true");
    const before = Number(await strip.getAttribute("max"));
    gate.open();
    await page.getByRole("button", { name: "Regenerate" }).waitFor();
    await expect.poll(() => strip.locator("xpath=..").getAttribute("data-live")).toBe("false");
    expect(Number(await strip.getAttribute("max"))).toBeGreaterThan(before);
    await page.context().close();
  });
});
