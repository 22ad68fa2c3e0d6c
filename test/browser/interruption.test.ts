import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";

import { failAfter, refuseWith, silence, stallAfter } from "../simulator/scripts";
import { send, type Site, startSite, wake } from "./site";

let site: Site;
beforeAll(async () => {
  site = await startSite();
});
afterAll(() => site[Symbol.asyncDispose]());
afterEach(() => site.settle());

describe("stopping", () => {
  it("keeps what has come and hangs up on Spark", async () => {
    const page = await site.open();
    await wake(page);
    site.simulator.play(stallAfter(["夜来", "风雨声"]));
    await send(page, "背一首诗");
    await page.getByText("夜来风雨声").waitFor();
    await page.getByRole("button", { name: "停止" }).click();
    await page.getByRole("log").getByText("已停止").waitFor();
    expect(await page.getByText("夜来风雨声").isVisible()).toBe(true);
    expect(await page.getByRole("article").innerText()).toMatch(/结束\s+–\s+用量\s+–$/);
    expect(await page.getByRole("status").innerText()).toBe("已停止");
    expect(await page.getByRole("log").getByRole("alert").count()).toBe(0);
    await (
      await site.simulator.connection(0)
    ).closed;
    await page.getByRole("button", { name: "发送" }).waitFor();
  });

  it("works before anything has come", async () => {
    const page = await site.open("/?lang=en");
    await wake(page);
    site.simulator.play(silence);
    await send(page, "Anybody there?");
    const connection = await site.simulator.connection(0);
    await page.getByRole("button", { name: "Stop" }).press("Enter");
    await page.getByRole("log").getByText("Stopped").waitFor();
    await connection.closed;
    expect(site.simulator.openConnections).toBe(0);
  });
});

describe("a failure", () => {
  it("is a card with the gateway's own words", async () => {
    const page = await site.open();
    await wake(page);
    site.simulator.play(refuseWith(11_200, "AppIdNoAuthError:(1) tokens.total"));
    await send(page, "你好");
    const card = page.getByRole("log").getByRole("alert");
    await card.waitFor();
    const text = await card.innerText();
    expect(text).toContain("请求没有成功");
    expect(text).toContain("Spark 11200");
    expect(text).toMatch(/HTTP 状态\s+429\s+错误码\s+insufficient_quota\s+请求 ID\s+req_\w+/);
    expect(site.problems.splice(0)).toEqual([expect.stringContaining("429")]);
  });

  it("leaves the text that came before it", async () => {
    const page = await site.open();
    await wake(page);
    site.simulator.play(failAfter(["花落", "知多少"], 10_008, "service busy"));
    await send(page, "背一首诗");
    await page.getByRole("log").getByRole("alert").waitFor();
    expect(await page.getByText("花落知多少").isVisible()).toBe(true);
    expect(await page.getByRole("log").getByRole("alert").innerText()).toContain(
      "upstream_unavailable",
    );
  });

  it("of the network is told as such", async () => {
    const page = await site.open("/?lang=en");
    await wake(page);
    await page.context().setOffline(true);
    await send(page, "Hello?");
    await page.getByRole("log").getByRole("alert").getByText("Connection lost").waitFor();
    expect(site.problems.splice(0)).toEqual([expect.stringContaining("ERR_INTERNET_DISCONNECTED")]);
  });

  it("of the list of models is told too, and the next touch asks for it again", async () => {
    const page = await site.open();
    await page.route("**/v1/models", (route) => route.abort(), { times: 1 });
    await page.locator("select").focus();
    const card = page.getByRole("region").getByRole("alert");
    await card.getByText("网络中断").waitFor();
    await wake(page);
    await card.waitFor({ state: "detached" });
    expect(site.problems.splice(0)).toEqual([expect.stringContaining("ERR_FAILED")]);
  });
});
