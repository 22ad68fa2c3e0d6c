import { once } from "node:events";
import { get, type IncomingMessage } from "node:http";
import { text } from "node:stream/consumers";
import { gzipSync } from "node:zlib";

import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";

import { type Site, startSite, wake } from "./site";

/** This site's gateway is open. */
const ANY_KEY = "any";
const FIRST_LOAD_KB = 150;
const STYLES_KB = 12;

let site: Site;
beforeAll(async () => {
  site = await startSite();
});
afterAll(() => site[Symbol.asyncDispose]());
afterEach(() => site.settle());

describe("the locale", () => {
  it.each([
    ["zh-CN,zh;q=0.9,en;q=0.8", "", "", "zh-CN", "发送"],
    ["en-US,en;q=0.9", "", "", "en", "Send"],
    ["fr-FR,en;q=0.5,zh;q=0.4", "", "", "en", "Send"],
    ["fr-FR", "", "", "zh-CN", "发送"],
    ["zh-CN", "?lang=en", "", "en", "Send"],
    ["en-US", "?lang=zh", "", "zh-CN", "发送"],
    ["en-US", "?lang=fr", "", "en", "Send"],
    ["en-US", "", "lang=zh-CN", "zh-CN", "发送"],
    ["en-US", "?lang=en", "lang=zh-CN", "en", "Send"],
  ])("serves Accept-Language %s at /%s with the cookie %j in locale %s", async (...row) => {
    const [accepted, query, cookie, tag, button] = row;
    const response = await fetch(`${site.url}/${query}`, {
      headers: { "accept-language": accepted, cookie },
    });
    const html = await response.text();
    expect(html).toContain(`<html lang="${tag}"`);
    expect(html).toContain(`aria-label="${button}"`);
  });

  it("switches the locale in place, keeps the draft and persists the choice", async () => {
    const page = await site.open("/");
    await expect.poll(() => page.title()).toContain("讯飞星火");
    await wake(page);
    const textbox = page.getByRole("textbox", { name: "消息" });
    await textbox.fill("半句");
    await page.getByRole("link", { name: "English" }).click();
    await expect
      .poll(() => page.getByRole("textbox", { name: "Message" }).inputValue())
      .toBe("半句");
    await expect.poll(() => page.locator("html").getAttribute("lang")).toBe("en");
    await expect.poll(() => page.title()).toContain("iFlytek Spark");
    await page.reload();
    await page.getByRole("textbox", { name: "Message" }).waitFor();
  });
});

describe("the theme", () => {
  it("persists the chosen theme and renders it on the server", async () => {
    const page = await site.open("/?lang=en", { colorScheme: "light" });
    await wake(page);
    const readGround = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const light = await readGround();
    await page.getByRole("button", { name: "Theme: system" }).click();
    await page.getByRole("button", { name: "Theme: light" }).click();
    await page.getByRole("button", { name: "Theme: dark" }).waitFor();
    const dark = await readGround();
    expect(dark).not.toBe(light);
    const cookie = (await page.context().cookies())
      .map(({ name, value }) => `${name}=${value}`)
      .join("; ");
    const html = await (await fetch(site.url, { headers: { cookie } })).text();
    expect(html).toMatch(/<html[^>]* data-theme="dark"/);
    await page.reload();
    await expect.poll(() => readGround()).toBe(dark);
  });
});

describe("the Content Security Policy", () => {
  it("sends a fresh CSP nonce with each page and none with the API", async () => {
    const [first, second] = await Promise.all([fetch(site.url), fetch(site.url)]);
    const policy = first.headers.get("content-security-policy") ?? "";
    const nonce = /'nonce-([^']+)'/.exec(policy)?.[1];
    expect(policy).toContain("'strict-dynamic'");
    expect(policy).not.toContain("unsafe");
    expect(second.headers.get("content-security-policy")).not.toContain(nonce);
    const scripts = (await first.text()).match(/<script(?=[\s>])[^>]*>/g) ?? [];
    expect(scripts.length).toBeGreaterThan(3);
    for (const script of scripts) expect(script).toContain(`nonce="${nonce}"`);
    const models = await fetch(`${site.url}/v1/models`);
    expect(models.headers.get("content-security-policy")).not.toContain("nonce");
  });

  it("lets nothing run on an error page, and no site frame it", async () => {
    for (const path of ["/_next/static/chunks/missing.js", "/_next/missing", "/no/such/page"]) {
      const response = await fetch(`${site.url}${path}`, { headers: { accept: "text/html" } });
      expect({ path, status: response.status }).toEqual({ path, status: 404 });
      const policy = response.headers.get("content-security-policy");
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).not.toContain("script-src");
    }
  });

  it("passes API request bodies over 10 MB through without truncation", async () => {
    const content = "星".repeat(4_000_000);
    const body = JSON.stringify({ model: "lite", messages: [{ role: "user", content }] });
    const response = await fetch(`${site.url}/v1/chat/completions`, { method: "POST", body });
    expect(await response.json()).toMatchObject({ error: { code: "context_length_exceeded" } });
    expect(site.output()).not.toContain("exceeded 10");
  });
});

describe("the client settings", () => {
  it("shows the visitor's own origin in base_url, even behind a proxy", async () => {
    const headers = { host: "spark.example.com", "x-forwarded-proto": "https,http" };
    const [response] = (await once(get(site.url, { headers }), "response")) as [IncomingMessage];
    const html = await text(response);
    expect(html).toContain(">https://spark.example.com/v1<");
    expect(html).toContain(`>${ANY_KEY}<`);
  });

  it.each([
    ["through the Clipboard API", () => {}],
    [
      "without the Clipboard API, as over plain HTTP",
      () => Object.defineProperty(Navigator.prototype, "clipboard", { value: undefined }),
    ],
  ])("copies base_url and api_key %s", async (_name, prepare) => {
    const page = await site.open("/", { permissions: ["clipboard-read", "clipboard-write"] });
    await page.addInitScript(prepare);
    await page.reload();
    await wake(page);
    const textbox = page.getByRole("textbox", { name: "消息" });
    for (const [name, value] of [
      ["base_url", `${site.url}/v1`],
      ["api_key", ANY_KEY],
    ] as const) {
      await page.getByRole("button", { name: `复制 ${name}` }).click();
      await page.getByRole("button", { name: `已复制 ${name}` }).waitFor();
      await textbox.fill("");
      await textbox.press("Control+V");
      await expect.poll(() => textbox.inputValue()).toBe(value);
    }
  });
});

describe("the first visit", () => {
  it("loads the API client on first focus and stays within the size budget", async () => {
    const page = await site.open("about:blank");
    const session = await page.context().newCDPSession(page);
    const loads = new Map<string, { type: string; bytes: number }>();
    session.on("Network.responseReceived", ({ requestId, type }) => {
      loads.set(requestId, { type, bytes: 0 });
    });
    session.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
      const load = loads.get(requestId);
      if (load) load.bytes = encodedDataLength;
    });
    await session.send("Network.enable");
    const styles: Promise<Buffer>[] = [];
    page.on("response", (response) => {
      if (response.url().endsWith(".css")) styles.push(response.body());
    });
    await page.goto("/", { waitUntil: "networkidle" });
    const toKilobytes = (wanted: string): number =>
      [...loads.values()].reduce((sum, { type, bytes }) => sum + (type === wanted ? bytes : 0), 0) /
      1024;
    const first = toKilobytes("Script");
    expect(first).toBeGreaterThan(100);
    expect(first).toBeLessThan(FIRST_LOAD_KB);
    await wake(page);
    await page.waitForLoadState("networkidle");
    expect(toKilobytes("Script")).toBeGreaterThan(first + 40);
    const sizes = (await Promise.all(styles)).map((body) => gzipSync(body).length);
    expect(sizes.length).toBeGreaterThan(1);
    expect(sizes.reduce((sum, size) => sum + size, 0) / 1024).toBeLessThan(STYLES_KB);
    expect(toKilobytes("Font")).toBe(0);
  });

  it("shows an example's request as code, then sends it on Enter", async () => {
    const page = await site.open("/?lang=en");
    await wake(page);
    await page.getByRole("button", { name: /JSON only/ }).click();
    await page.getByRole("tab", { name: "Code", selected: true }).waitFor();
    await page.getByRole("region", { name: "curl" }).getByText('"json_object"').waitFor();
    await expect
      .poll(() => page.getByRole("combobox", { name: "Model" }).inputValue())
      .toBe("4.0Ultra");
    const posted = page.waitForRequest("**/v1/chat/completions");
    await page.getByRole("textbox", { name: "Message" }).press("Enter");
    expect((await posted).postDataJSON()).toMatchObject({
      model: "4.0Ultra",
      response_format: { type: "json_object" },
      stream: true,
    });
    await page.getByRole("button", { name: "Regenerate" }).waitFor();
  });
});
