import { afterAll, afterEach, beforeAll, expect, it } from "vitest";

import { send, type Site, startSite } from "./site";
import { findBeyond, findViolations } from "./violations";
import { askFor, openAwake, startSpokenSite } from "./voice-page";

const WORDS = "记下来。";
const KEY = "gateway-key-of-a-test";

let site: Site;
beforeAll(async () => {
  site = await startSpokenSite(WORDS);
});
afterAll(() => site[Symbol.asyncDispose]());
afterEach(() => site.settle());

it.each([390, 1280])(
  "shows both requests in the inspector, without sound or key (%i)",
  async (width) => {
    const page = await openAwake(site, { width });
    const press = (name: string) => page.getByRole("button", { name, exact: true }).click();
    await page.evaluate((key) => {
      sessionStorage.setItem("credentials", JSON.stringify({ mode: "gateway", key }));
    }, KEY);
    await page.reload();
    await press("Dictate");
    await page.getByText(/^0:(0[5-9]|[1-5]\d) \/ 5:00$/).waitFor();
    await press("Dictate");
    const box = page.getByRole("textbox", { name: "Message" });
    await expect.poll(() => box.inputValue(), { timeout: 40_000 }).toBe(WORDS);
    await askFor(site, page, "这是一句要说很久的话。".repeat(20));
    await press("Read aloud");
    await page.locator("[data-reading]").getByRole("button", { name: "View wire" }).click();
    await page.getByText("POST /v1/audio/speech").waitFor();
    await page.getByRole("tab", { name: "Request" }).click();
    const body = page.getByRole("region", { name: "Body" });
    await expect.poll(() => body.textContent()).toContain('"model": "spark-tts"');
    expect(await findViolations(page)).toEqual([]);
    expect(await findBeyond(page)).toEqual([]);
    await page.getByRole("tab", { name: "Events" }).click();
    await page.getByText(/^\(audio\/mpeg, \d+ bytes\)$/).waitFor({ timeout: 40_000 });

    const choice = page.getByRole("combobox", { name: "Which request" });
    const name = (await choice.locator("option").allTextContents()).find((text) =>
      text.startsWith("Dictation"),
    );
    await choice.selectOption(name ?? "");
    await page.getByText("POST /v1/audio/transcriptions").waitFor();
    await page.getByRole("button", { name: /body/ }).click();
    await expect
      .poll(() => page.getByRole("region", { name: /body/ }).textContent())
      .toContain(WORDS);
    await page.getByRole("tab", { name: "Request" }).click();
    await expect
      .poll(() => body.textContent())
      .toMatch(/"dictation\.wav \(audio\/wav, \d{5,} bytes\)"/);
    const shown = await page.locator("body").innerText();
    expect(shown).toContain("Bearer ••••••••");
    expect(await page.content()).not.toContain(KEY);
    await choice.selectOption("Answer");
    await page.getByText("POST /v1/chat/completions").waitFor();
    await page.context().close();
  },
);

it("has neither button where the gateway has no voice", async () => {
  const deaf = await startSite();
  try {
    const page = await deaf.open("/?lang=en");
    await page.route("**/v1/models*", async (route) => {
      const response = await route.fetch();
      const { data, ...rest } = (await response.json()) as { data: { routes: string[] }[] };
      const chats = data.filter(({ routes }) => routes.includes("/v1/chat/completions"));
      await route.fulfill({ response, json: { ...rest, data: chats } });
    });
    await page.getByRole("button", { name: "Dictate" }).waitFor();
    await page.getByRole("button", { name: "Credentials", exact: true }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("radio", { name: /Gateway key/ }).check();
    await dialog.getByRole("textbox").fill("any");
    await dialog.getByRole("button", { name: /^(Save|Use)/ }).click();
    await page.getByRole("button", { name: "Dictate" }).waitFor({ state: "detached" });
    await send(page, "Hello");
    await page.getByRole("button", { name: "Regenerate" }).waitFor();
    await expect.poll(() => page.getByRole("button", { name: "Read aloud" }).count()).toBe(0);
    deaf.settle();
  } finally {
    await deaf[Symbol.asyncDispose]();
  }
});

it("lets the microphone be asked for by pages alone", async () => {
  const readPolicy = async (path: string) =>
    (await fetch(`${site.url}${path}`)).headers.get("permissions-policy");
  expect(await readPolicy("/")).toContain("microphone=(self)");
  for (const path of ["/v1/nothing", "/openapi.json", "/no/such/page"]) {
    expect({ path, policy: await readPolicy(path) }).toEqual({
      path,
      policy: expect.not.stringContaining("(self)"),
    });
  }
  const policy = (await fetch(site.url)).headers.get("content-security-policy");
  expect(policy).toContain("media-src 'self' blob:;");
});
