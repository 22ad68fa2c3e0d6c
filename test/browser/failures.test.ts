import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";

import { FAILURE_TEXTS } from "../../lib/playground/i18n/failure";
import { answer } from "../simulator/scripts";
import { send, type Site, startSite, wake } from "./site";

let site: Site;
beforeAll(async () => {
  site = await startSite({
    settings: { CONNECT_TIMEOUT_MS: "500", FIRST_FRAME_TIMEOUT_MS: "800" },
  });
});
afterAll(() => site[Symbol.asyncDispose]());
afterEach(() => {
  // The console logs every failed status as an error, whatever the page does with it.
  const expected = /^Failed to load resource/;
  site.problems.splice(
    0,
    site.problems.length,
    ...site.problems.filter((text) => !expected.test(text)),
  );
  site.settle();
});

const words = FAILURE_TEXTS["zh-CN"];
const cards = (page: Page) => page.getByRole("log", { name: "对话" }).getByRole("alert");

type Code = keyof typeof words.causes;

/** The simulator's commands, and the code that the page must show for each. */
const SIMULATED: readonly [string, Code][] = [
  ["10003", "invalid_value"],
  ["10005", "model_not_found"],
  ["10006", "concurrency_exceeded"],
  ["11202", "rate_limit_exceeded"],
  ["11200-tokens", "insufficient_quota"],
  ["11200-domain", "model_not_authorized"],
  ["10015", "account_blocked"],
  ["10013", "content_filter"],
  ["10041", "invalid_image"],
  ["10907", "context_length_exceeded"],
  ["10012", "upstream_unavailable"],
  ["late 10012", "upstream_unavailable"],
  ["cut", "upstream_closed"],
  ["garbage", "upstream_invalid"],
  ["silent", "upstream_timeout"],
];

/** Errors that no question can cause; the test answers in the gateway's place, in its format. */
const ANSWERED: readonly [number, Code][] = [
  [400, "unsupported_parameter"],
  [413, "request_too_large"],
  [408, "request_timeout"],
  [404, "not_found"],
  [405, "method_not_allowed"],
  [401, "invalid_api_key"],
  [403, "clock_skew"],
  [403, "permission_denied"],
  [502, "upstream_auth"],
  [400, "image_too_large"],
  [400, "image_url_not_allowed"],
  [400, "image_download_failed"],
  [502, "invalid_model_output"],
  [499, "caller_gone"],
  [500, "internal_error"],
];

describe("failure cards", () => {
  it("shows a title, cause and fix for each simulated Spark failure", async () => {
    const page = await site.open();
    await wake(page);
    for (const [index, [name, code]] of SIMULATED.entries()) {
      await send(page, `/simulate ${name}`);
      const card = cards(page).nth(index);
      await card.waitFor();
      const { title, why, fix } = words.causes[code];
      expect((await card.innerText()).split(/\n+/)).toEqual([title, why, fix]);
      await page.getByRole("button", { name: "发送" }).waitFor();
    }
  });

  it("shows the matching failure card for each gateway error code", async () => {
    const page = await site.open();
    await wake(page);
    for (const [index, [status, code]] of ANSWERED.entries()) {
      await page.route("**/v1/chat/completions", (route) =>
        route.fulfill({
          status,
          json: { error: { message: `Because ${code}.`, type: "x", param: null, code } },
        }),
      );
      await send(page, code);
      await cards(page).nth(index).waitFor();
      await expect
        .poll(() => cards(page).nth(index).innerText())
        .toContain(words.causes[code].title);
      await page.unroute("**/v1/chat/completions");
    }
    const shown = new Set([...SIMULATED, ...ANSWERED].map(([, code]) => code as string));
    const others = Object.keys(words.causes).filter((code) => !shown.has(code));
    expect(others).toEqual(["malformed_key", "connection_lost", "offline", "unknown"]);
  });

  it("distinguishes a lost connection, a proxy's 413 page and an offline browser", async () => {
    const page = await site.open();
    await wake(page);
    await page.route("**/v1/chat/completions", (route) => route.abort());
    await send(page, "一");
    await cards(page).first().getByText(words.causes.connection_lost.title).waitFor();
    await page.unroute("**/v1/chat/completions");
    await page.route("**/v1/chat/completions", (route) =>
      route.fulfill({ status: 413, body: "<html>" }),
    );
    await send(page, "二");
    await cards(page).nth(1).getByText(words.causes.request_too_large.title).waitFor();
    await page.unroute("**/v1/chat/completions");
    await page.context().setOffline(true);
    await send(page, "三");
    await cards(page).nth(2).getByText(words.causes.offline.title).waitFor();
    await page.context().setOffline(false);
    await expect.poll(() => cards(page).count()).toBe(3);
  });

  it("keeps partial text on failure and copies Spark's code, sid and request ID", async () => {
    const page = await site.open("/", { permissions: ["clipboard-read", "clipboard-write"] });
    await wake(page);
    await send(page, "/simulate late 10012");
    await cards(page).waitFor();
    const article = page.getByRole("article", { name: "回答" });
    await expect
      .poll(() => article.innerText())
      .toContain("这是被打断之前的几句话，后面不会再来了");
    await article.getByText(words.showDetails, { exact: true }).click();
    await article.getByRole("button", { name: `复制 ${words.details}` }).click();
    await article.getByText("已复制").waitFor();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    expect(copied).toMatch(/星火错误码: 10012\n星火会话 sid: \S+\n请求 ID: \S+\n/);
  });

  it("counts down after a 429 and retries once automatically when asked to", async () => {
    const page = await site.open();
    await wake(page);
    await page.clock.install();
    await page.route("**/v1/chat/completions", (route) =>
      route.fulfill({
        status: 429,
        headers: { "retry-after": "75" },
        json: { error: { message: "Wait.", type: "x", param: null, code: "rate_limit_exceeded" } },
      }),
    );
    await send(page, "快一点");
    const article = page.getByRole("article", { name: "回答" });
    const retry = article.getByRole("button", { name: /^重试/ });
    await retry.waitFor();
    await expect.poll(() => retry.innerText()).toMatch(/01:1[45]/);
    await expect.poll(() => retry.getAttribute("aria-disabled")).toBe("true");
    await page.unroute("**/v1/chat/completions");
    site.simulator.play(answer(["好了。"]));
    await article.getByRole("button", { name: words.autoRetry }).click();
    await page.clock.runFor(80_000);
    await article.getByText("好了。").waitFor();
    await expect.poll(() => cards(page).count()).toBe(0);
  });
});
