import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";

import { answer, answerWithReasoning } from "../simulator/scripts";
import { createGate } from "./gate";
import { send, type Site, startSite, wake } from "./site";

let site: Site;
beforeAll(async () => {
  site = await startSite();
});
afterAll(() => site[Symbol.asyncDispose]());
afterEach(() => site.settle());

describe("an answer", () => {
  it("grows while the stream is open, and tells its facts when it has ended", async () => {
    const page = await site.open();
    await wake(page);
    const gate = createGate();
    site.simulator.play(async (stage) => {
      await stage.frame({ text: "春眠", status: 0 });
      await gate.opened;
      await stage.frame({ text: "不觉晓", status: 2, usage: stage.bill("春眠不觉晓") });
      stage.close();
    });
    await send(page, "背一句诗");
    const log = page.getByRole("log", { name: "对话" });
    await log.getByText("春眠", { exact: true }).waitFor();
    expect(await log.getAttribute("aria-live")).toBe("off");
    expect(await page.getByRole("status").innerText()).toBe("正在回答");
    expect((await site.simulator.connection(0)).path).toBe("/v1.1/chat");

    // Enter neither sends nor stops now, and what is typed stays.
    await send(page, "再来一句");
    gate.open();
    await log.getByText("春眠不觉晓", { exact: true }).waitFor();
    await log.getByText("stop", { exact: true }).waitFor();
    expect(await log.getByRole("article").count()).toBe(1);
    expect(await page.getByRole("textbox", { name: "消息" }).inputValue()).toBe("再来一句");
    expect(await page.getByRole("status").innerText()).toBe("回答完毕");
    expect(await log.getByRole("article").innerText()).toMatch(
      /首字\s+\d+ ms\s+总计\s+\d+ ms\s+结束\s+stop\s+用量\s+\d+ → \d+ tokens/,
    );
  });

  it("marks a usage that Spark did not count as an estimate", async () => {
    const page = await site.open();
    await wake(page);
    site.simulator.play(answer(["春眠"], { usage: null }));
    await send(page, "背一句诗");
    await page.getByText(/^≈ \d+ → \d+ tokens$/).waitFor();
    expect(await page.getByRole("article").count()).toBe(1);
  });

  it("shows its reasoning apart, open until the text begins", async () => {
    const page = await site.open();
    await wake(page);
    const gate = createGate();
    site.simulator.play(async (stage) => {
      await stage.frame({ reasoning: "先想一想", status: 0 });
      await gate.opened;
      await answerWithReasoning([], ["想好了"])(stage);
    });
    await send(page, "想");
    await page.getByText("先想一想").waitFor({ state: "visible" });
    gate.open();
    await page.getByText("想好了").waitFor();
    expect(await page.getByText("先想一想").isVisible()).toBe(false);
  });

  it("comes from the chosen model and with the reader's own key, which is kept nowhere", async () => {
    const page = await site.open();
    await wake(page);
    const key = "123456:123456:123456";
    await page.getByRole("combobox", { name: "模型" }).selectOption("4.0Ultra");
    await page.getByLabel("密钥", { exact: true }).fill(key);
    await send(page, "你好");
    const connection = await site.simulator.connection(0);
    expect(connection.path).toBe("/v4.0/chat");
    expect((await connection.request).header.app_id).toBe("123456");
    await page.getByText("stop", { exact: true }).waitFor();
    const kept = await page.evaluate(() =>
      JSON.stringify([localStorage, sessionStorage, document.cookie, location.href]),
    );
    expect(kept).not.toContain("123456");
    expect(await page.content()).not.toContain("123456");
  });

  it("is followed to the end of the page until the reader scrolls up", async () => {
    const page = await site.open("/", { viewport: { width: 390, height: 600 } });
    await wake(page);
    const gates = [createGate(), createGate()] as const;
    const paragraph = (name: string): string => `${name}\n`.repeat(40);
    site.simulator.play(async (stage) => {
      await stage.frame({ text: paragraph("甲"), status: 0 });
      await gates[0].opened;
      await stage.frame({ text: paragraph("乙"), status: 1 });
      await gates[1].opened;
      await stage.frame({ text: paragraph("丙"), status: 2 });
      stage.close();
    });
    const position = (): Promise<{ top: number; left: number }> =>
      page.evaluate(() => ({
        top: scrollY,
        left: document.documentElement.scrollHeight - innerHeight - scrollY,
      }));
    await send(page, "长一点");
    await page.getByText("甲").waitFor();
    gates[0].open();
    await page.getByText("乙").waitFor();
    await expect.poll(async () => (await position()).left).toBeLessThanOrEqual(1);
    await page.mouse.move(100, 100);
    await page.mouse.wheel(0, -300);
    await expect.poll(async () => (await position()).left).toBeGreaterThanOrEqual(300);
    const { top } = await position();
    gates[1].open();
    await page.getByText("丙").waitFor();
    await page.getByText("stop", { exact: true }).waitFor({ state: "attached" });
    expect((await position()).top).toBe(top);
  });
});
