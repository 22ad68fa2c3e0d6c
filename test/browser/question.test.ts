import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";

import { answer } from "../simulator/scripts";
import { send, type Site, startSite, wake } from "./site";

let site: Site;
beforeAll(async () => {
  site = await startSite();
});
afterAll(() => site[Symbol.asyncDispose]());
afterEach(() => site.settle());

describe("questions", () => {
  it("resends an edited question and restores the removed turns on Undo", async () => {
    const page = await site.open("/?lang=en");
    await wake(page);
    for (const text of ["one", "two", "three"]) site.simulator.play(answer([text]));
    const log = page.getByRole("log", { name: "Conversation" });
    for (const [question, told] of [
      ["First?", "one"],
      ["Second?", "two"],
    ] as const) {
      await send(page, question);
      await log.getByText(told, { exact: true }).waitFor();
      await page.getByRole("button", { name: "Send", exact: true }).waitFor();
    }
    await page.getByRole("button", { name: "Edit" }).first().click();
    await page.getByRole("textbox", { name: "Edit message" }).fill("First, again?");
    await page.getByRole("button", { name: "Send again" }).click();
    await log.getByText("three", { exact: true }).waitFor();
    await expect.poll(() => log.getByText("two", { exact: true }).count()).toBe(0);
    const asked = (await (await site.simulator.connection(2)).request).payload.message.text;
    expect(asked).toEqual([{ role: "user", content: "First, again?" }]);
    await page.getByText("Later turns removed: 4").waitFor();
    await page.getByRole("button", { name: "Undo" }).click();
    await log.getByText("two", { exact: true }).waitFor();
    await expect
      .poll(() => log.getByRole("article").getByText("First?", { exact: true }).count())
      .toBe(1);
    await expect.poll(() => log.getByText("three", { exact: true }).count()).toBe(0);
  });

  it("sends earlier turns with a question but leaves out failed ones", async () => {
    const page = await site.open("/?lang=en");
    await wake(page);
    site.simulator.play(answer(["Noted."]));
    await send(page, "I am Li.");
    const log = page.getByRole("log", { name: "Conversation" });
    await log.getByText("Noted.", { exact: true }).waitFor();
    await send(page, "/simulate 10013");
    await log.getByRole("alert").waitFor();
    site.problems.splice(0);
    site.simulator.play(answer(["Li."]));
    await send(page, "Who am I?");
    await log.getByText("Li.", { exact: true }).waitFor();
    const asked = (await (await site.simulator.connection(2)).request).payload.message.text;
    expect(asked).toEqual([
      { role: "user", content: "I am Li." },
      { role: "assistant", content: "Noted." },
      { role: "user", content: "Who am I?" },
    ]);
  });
});

describe("network failures", () => {
  it("retries a question from its failure card after the network returns", async () => {
    const page = await site.open("/?lang=en");
    await wake(page);
    await page.context().setOffline(true);
    await page.getByText("You are offline.").waitFor();
    await send(page, "Hello?");
    const card = page.getByRole("log").getByRole("alert");
    await card.waitFor();
    await page.context().setOffline(false);
    site.simulator.play(answer(["Hello!"]));
    await page.getByRole("button", { name: /^Retry/ }).click();
    await page.getByText("Hello!", { exact: true }).waitFor();
    await expect.poll(() => card.count()).toBe(0);
    for (const problem of site.problems.splice(0)) {
      expect(problem).toContain("ERR_INTERNET_DISCONNECTED");
    }
  });

  it("reports a model list that failed for a new credential and loads it again on Retry", async () => {
    const page = await site.open();
    await wake(page);
    await page.route("**/v1/models", (route) => route.abort());
    await page.getByRole("button", { name: "凭据" }).click();
    await page.getByRole("button", { name: "清除" }).click();
    await page.keyboard.press("Escape");
    await page.getByText("没有取到模型列表").waitFor();
    await page.unroute("**/v1/models");
    await page.getByRole("button", { name: "重试" }).click();
    await page.getByText("没有取到模型列表").waitFor({ state: "detached" });
    for (const problem of site.problems.splice(0)) expect(problem).toContain("ERR_FAILED");
  });
});
