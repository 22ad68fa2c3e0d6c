import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";

import { answer, callFunction, silence, stallAfter } from "../simulator/scripts";
import { createGate } from "./gate";
import { send, type Site, startSite, wake } from "./site";

let site: Site;
beforeAll(async () => {
  site = await startSite();
});
afterAll(() => site[Symbol.asyncDispose]());
afterEach(() => site.settle());

describe("answers", () => {
  it("streams an answer and announces only its start and end", async () => {
    const page = await site.open();
    await wake(page);
    const gate = createGate();
    site.simulator.play(async (stage) => {
      await stage.frame({ text: "春眠", status: 0 });
      await gate.opened;
      await stage.frame({ text: "不觉晓", status: 2, usage: stage.bill("春眠不觉晓") });
      stage.close();
    });
    const status = page.locator("output.visually-hidden");
    await send(page, "背一句诗");
    const log = page.getByRole("log", { name: "对话" });
    await log.getByText("春眠", { exact: true }).waitFor();
    await expect.poll(() => log.getAttribute("aria-live")).toBe("off");
    await expect.poll(() => status.innerText()).toBe("正在回答");
    await expect
      .poll(() => page.getByRole("article", { name: "回答" }).getAttribute("aria-busy"))
      .toBe("true");
    await expect.poll(() => page.getByRole("button", { name: "发送" }).count()).toBe(0);
    expect((await site.simulator.connection(0)).path).toBe("/v1.1/chat");

    // Enter neither sends nor stops now, and the typed text stays.
    await send(page, "再来一句");
    gate.open();
    await log.getByText("春眠不觉晓", { exact: true }).waitFor();
    await page.getByRole("button", { name: "发送" }).waitFor();
    await expect.poll(() => log.getByRole("article").count()).toBe(2);
    await expect
      .poll(() => page.getByRole("textbox", { name: "消息" }).inputValue())
      .toBe("再来一句");
    await expect.poll(() => status.innerText()).toMatch(/^回答完毕，\d+ tokens$/);
    await expect
      .poll(() => page.getByRole("article", { name: "回答" }).innerText())
      .toMatch(/lite\s+首字 \d+ ms\s[^]*\d+ → \d+ tokens/);
  });

  it("keeps both answers after Regenerate and pages between them", async () => {
    const page = await site.open("/?lang=en");
    await wake(page);
    for (const text of ["first", "second"]) site.simulator.play(answer([text]));
    await send(page, "Say something");
    const log = page.getByRole("log", { name: "Conversation" });
    await log.getByText("first", { exact: true }).waitFor();
    await page.getByRole("button", { name: "Regenerate" }).click();
    await log.getByText("second", { exact: true }).waitFor();
    await log.getByText("2 of 2").waitFor({ state: "attached" });
    const second = await (await site.simulator.connection(1)).request;
    expect(second.payload.message.text).toEqual([{ role: "user", content: "Say something" }]);
    await page.getByRole("button", { name: "Previous answer" }).click();
    await log.getByText("first", { exact: true }).waitFor();
    await expect.poll(() => log.getByText("second", { exact: true }).count()).toBe(0);
    await page.getByRole("button", { name: "Next answer" }).click();
    await log.getByText("second", { exact: true }).waitFor();
  });

  it("shows two answers to page between when n is 2", async () => {
    const page = await site.open("/?lang=en");
    await wake(page);
    for (const text of ["heads", "tails"]) site.simulator.play(answer([text]));
    await page.keyboard.press("Control+.");
    await page.getByRole("checkbox", { name: "Answers" }).check();
    await page.getByRole("spinbutton").fill("2");
    await send(page, "Toss");
    await page.getByText("1 of 2").waitFor({ state: "attached" });
    const log = page.getByRole("log", { name: "Conversation" });
    const [first] = await log.getByText(/^(heads|tails)$/).allInnerTexts();
    await page.getByRole("button", { name: "Next answer" }).click();
    await expect
      .poll(() => log.getByText(first === "heads" ? "tails" : "heads", { exact: true }).count())
      .toBe(1);
  });

  it("continues the answer from a tool result that the user types in", async () => {
    const page = await site.open("/?lang=en");
    await wake(page);
    site.simulator.play(callFunction({ name: "get_weather", arguments: '{"city":"北京"}' }));
    site.simulator.play(answer(["Sunny."]));
    await page.getByRole("button", { name: /Call a tool/ }).click();
    await page.getByRole("textbox", { name: "Message" }).press("Enter");
    const log = page.getByRole("log", { name: "Conversation" });
    await log.getByRole("textbox").fill('{"sky":"clear"}');
    await log.getByRole("button", { name: /continue/i }).click();
    await log.getByText("Sunny.", { exact: true }).waitFor();
    const told = JSON.stringify((await (await site.simulator.connection(1)).request).payload);
    expect(told).toContain("get_weather");
    expect(told).toContain("clear");
  });

  it("follows a streaming answer until the user scrolls up and after Jump to latest", async () => {
    const page = await site.open("/", { viewport: { width: 390, height: 600 } });
    await wake(page);
    const gates = [createGate(), createGate()] as const;
    const paragraph = (name: string): string => `${name}\n\n`.repeat(40);
    site.simulator.play(async (stage) => {
      await stage.frame({ text: paragraph("甲"), status: 0 });
      await gates[0].opened;
      await stage.frame({ text: paragraph("乙"), status: 1 });
      await gates[1].opened;
      await stage.frame({ text: paragraph("丙"), status: 2 });
      stage.close();
    });
    const log = page.getByRole("log", { name: "对话" });
    const readPosition = () =>
      log.evaluate(({ scrollTop, scrollHeight, clientHeight }) => ({
        top: scrollTop,
        left: scrollHeight - clientHeight - scrollTop,
      }));
    await send(page, "长一点");
    await log.getByText("甲").last().waitFor();
    gates[0].open();
    await log.getByText("乙").last().waitFor();
    await expect.poll(async () => (await readPosition()).left).toBeLessThanOrEqual(4);
    await page.mouse.move(100, 200);
    await page.mouse.wheel(0, -300);
    await page.getByRole("button", { name: "跳到最新" }).waitFor();
    const { top } = await readPosition();
    gates[1].open();
    await log.getByText("丙").last().waitFor();
    await page.getByRole("button", { name: "发送" }).waitFor();
    expect((await readPosition()).top).toBeLessThanOrEqual(top);
    await page.getByRole("button", { name: "跳到最新" }).click();
    await expect.poll(async () => (await readPosition()).left).toBeLessThanOrEqual(4);
  });
});

describe("stopping an answer", () => {
  it("keeps the partial answer and closes the Spark connection on Stop", async () => {
    const page = await site.open();
    await wake(page);
    site.simulator.play(stallAfter(["夜来", "风雨声"]));
    await send(page, "背一首诗");
    await page.getByText("夜来风雨声").waitFor();
    await page.getByRole("button", { name: "停止" }).click();
    await page.getByRole("log").getByText("已停止").waitFor();
    await expect.poll(() => page.getByText("夜来风雨声").isVisible()).toBe(true);
    await expect.poll(() => page.locator("output.visually-hidden").innerText()).toBe("已停止");
    await expect.poll(() => page.getByRole("log").getByRole("alert").count()).toBe(0);
    await (
      await site.simulator.connection(0)
    ).closed;
    await page.getByRole("button", { name: "发送" }).waitFor();
  });

  it("stops an answer with Escape before its first token arrives", async () => {
    const page = await site.open("/?lang=en");
    await wake(page);
    site.simulator.play(silence);
    await send(page, "Anybody there?");
    const connection = await site.simulator.connection(0);
    await expect.poll(() => page.getByRole("button", { name: "Stop" }).count()).toBe(1);
    await page.keyboard.press("Escape");
    await page.getByRole("log").getByText("Stopped", { exact: true }).waitFor();
    await connection.closed;
    await expect.poll(() => site.simulator.openConnections).toBe(0);
  });
});
