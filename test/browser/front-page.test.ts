import { execFile } from "node:child_process";
import { once } from "node:events";
import { get, type IncomingMessage } from "node:http";
import { text } from "node:stream/consumers";
import { promisify } from "node:util";

import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";

import { DEMO_APP } from "../simulator/apps";
import { answer, refuseWith } from "../simulator/scripts";
import { send, type Site, startSite, wake } from "./site";

const KEY_FORM = "APP_ID:API_SECRET:API_KEY";
const FIRST_LOAD_KB = 150;

let site: Site;
beforeAll(async () => {
  site = await startSite();
});
afterAll(() => site[Symbol.asyncDispose]());
afterEach(() => site.settle());

describe("the language", () => {
  it.each([
    ["zh-CN,zh;q=0.9,en;q=0.8", "", "zh-CN", "发送", "English"],
    ["en-US,en;q=0.9", "", "en", "Send", "中文"],
    ["fr-FR,en;q=0.5,zh;q=0.4", "", "en", "Send", "中文"],
    ["fr-FR", "", "zh-CN", "发送", "English"],
    ["zh-CN", "?lang=en", "en", "Send", "中文"],
    ["en-US", "?lang=zh", "zh-CN", "发送", "English"],
    ["en-US", "?lang=fr", "en", "Send", "中文"],
  ])("for %s at /%s is %s, from the server on", async (accepted, query, tag, button, other) => {
    const response = await fetch(`${site.url}/${query}`, {
      headers: { "accept-language": accepted },
    });
    const html = await response.text();
    expect(html).toContain(`<html lang="${tag}"`);
    const page = await site.open(`/${query}`, {
      extraHTTPHeaders: { "accept-language": accepted },
    });
    await wake(page);
    expect(await page.locator("html").getAttribute("lang")).toBe(tag);
    expect(await page.getByRole("button", { name: button }).count()).toBe(1);
    expect(await page.getByRole("link", { name: other }).count()).toBe(1);
  });

  it("is switched by a link", async () => {
    const page = await site.open("/");
    expect(await page.title()).toContain("讯飞星火");
    await page.getByRole("link", { name: "English" }).click();
    await page.getByRole("textbox", { name: "Message" }).waitFor();
    expect(await page.title()).toContain("iFlytek Spark");
    await page.getByRole("link", { name: "中文" }).click();
    await page.getByRole("textbox", { name: "消息" }).waitFor();
  });
});

describe("the lines that a client needs", () => {
  it("name the address that the visitor came by, also behind a proxy", async () => {
    const headers = { host: "spark.example.com", "x-forwarded-proto": "https,http" };
    const [response] = (await once(get(site.url, { headers }), "response")) as [IncomingMessage];
    const html = await text(response);
    expect(html).toContain(">https://spark.example.com/v1<");
    expect(html).toContain(`>${KEY_FORM}<`);
  });

  it.each([
    ["through the browser's clipboard", () => {}],
    [
      "over plain HTTP, where there is none",
      () => Object.defineProperty(Navigator.prototype, "clipboard", { value: undefined }),
    ],
  ])("are copied %s", async (_name, prepare) => {
    const page = await site.open("/", { permissions: ["clipboard-read", "clipboard-write"] });
    await page.addInitScript(prepare);
    await page.reload();
    await wake(page);
    const textbox = page.getByRole("textbox", { name: "消息" });
    for (const [name, value] of [
      ["Base URL", `${site.url}/v1`],
      ["API Key", KEY_FORM],
    ] as const) {
      await page.getByRole("button", { name: `复制 ${name}` }).click();
      await page.getByRole("button", { name: `已复制 ${name}` }).waitFor();
      await textbox.fill("");
      await textbox.press("Control+V");
      expect(await textbox.inputValue()).toBe(value);
    }
  });

  it("offer a command that a shell reads as a request for a stream", async () => {
    const page = await site.open("/?lang=en");
    const command = await page.locator("code", { hasText: "curl" }).innerText();
    const curl = String.raw`curl() { printf '%s\0' "$@"; }`;
    const { stdout } = await promisify(execFile)("sh", ["-c", `${curl}\n${command}`]);
    const [noBuffer, url = "", , authorization = "", , type = "", , body = ""] = stdout.split("\0");
    expect(noBuffer).toBe("-N");
    const { appId, apiSecret, apiKey } = DEMO_APP;
    const response = await fetch(url, {
      method: "POST",
      headers: new Headers(
        [authorization, type].map((header): [string, string] => {
          const [name = "", value = ""] = header.split(": ");
          return [name, value.replace(KEY_FORM, `${appId}:${apiSecret}:${apiKey}`)];
        }),
      ),
      body,
    });
    expect(response.headers.get("content-type")).toContain("text/event-stream");
    expect(await response.text()).toMatch(/data: \[DONE\]\n\n$/);
  });
});

describe("the page", () => {
  it("loads the client only once it is touched, and little before", async () => {
    const page = await site.open("about:blank");
    const session = await page.context().newCDPSession(page);
    const scripts = new Map<string, number>();
    session.on("Network.responseReceived", ({ requestId, type }) => {
      if (type === "Script") scripts.set(requestId, 0);
    });
    session.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
      if (scripts.has(requestId)) scripts.set(requestId, encodedDataLength);
    });
    await session.send("Network.enable");
    await page.goto("/");
    await expect.poll(() => [...scripts.values()].every((size) => size > 0)).toBe(true);
    const total = (): number => [...scripts.values()].reduce((sum, size) => sum + size, 0) / 1024;
    const first = total();
    expect(first).toBeLessThan(FIRST_LOAD_KB);
    await wake(page);
    expect(total()).toBeGreaterThan(first + 10);
  });

  it.each([320, 390, 768, 1280])("ends at the right edge of %i pixels", async (width) => {
    for (const lang of ["zh", "en"]) {
      const page = await site.open(`/?lang=${lang}`, { viewport: { width, height: 700 } });
      await wake(page);
      site.simulator.play(answer(["星火".repeat(200), "spark".repeat(200)]));
      await send(page, "w".repeat(400));
      await page.getByText("stop", { exact: true }).waitFor();
      site.simulator.play(refuseWith(11_200, "AppIdNoAuthError:(1) tokens.total"));
      await send(page, "?");
      await page.getByRole("log").getByRole("alert").waitFor();
      const beyond = await page.evaluate(() =>
        [...document.querySelectorAll("body *")]
          .filter((element) => element.getBoundingClientRect().right > innerWidth)
          .map((element) => element.outerHTML.slice(0, 80)),
      );
      expect(beyond).toEqual([]);
      expect(site.problems.splice(0)).toEqual([expect.stringContaining("429")]);
      await page.close();
    }
  });
});
