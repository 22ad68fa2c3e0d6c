import { afterAll, afterEach, beforeAll, expect, it } from "vitest";

import { DEMO_APP } from "../simulator/apps";
import { ask, showPanel } from "./panel";
import { type Site, startSite } from "./site";

let site: Site;
beforeAll(async () => {
  site = await startSite();
});
afterAll(() => site[Symbol.asyncDispose]());
afterEach(() => site.settle());

const { appId, apiSecret, apiKey } = DEMO_APP;

it("keeps the user's own secrets out of inspector views and copied text", async () => {
  const page = await site.open("/?lang=en", {
    viewport: { width: 1280, height: 800 },
    permissions: ["clipboard-read", "clipboard-write"],
  });
  await page.evaluate(
    (credentials) => sessionStorage.setItem("credentials", JSON.stringify(credentials)),
    { mode: "spark", appId, apiSecret, apiKey },
  );
  await page.reload();
  await showPanel(page);
  const sent = page.waitForRequest((request) => request.method() === "POST");
  await ask(page, "hello");
  const headers = await (await sent).allHeaders();
  expect([headers["x-app-id"], headers["x-api-secret"], headers["x-api-key"]]).toEqual([
    appId,
    apiSecret,
    apiKey,
  ]);

  const seen: string[] = [];
  const look = async (): Promise<void> => {
    seen.push(await page.content());
  };
  const read = (): Promise<string> => page.evaluate(() => navigator.clipboard.readText());
  const copy = async (name: string): Promise<void> => {
    await page.evaluate(() => navigator.clipboard.writeText("nothing yet"));
    await page.getByRole("button", { name, exact: true }).click();
    await expect.poll(read).not.toBe("nothing yet");
    seen.push(await read());
  };
  await page.getByRole("tab", { name: "Code" }).click();
  for (const language of ["curl", "Python", "Node.js", "fetch"]) {
    await page.getByRole("tab", { name: language }).click();
    await page.getByRole("region", { name: language }).getByText("SPARK_API_SECRET").waitFor();
    await look();
    await copy(`Copy ${language}`);
  }
  await page.getByRole("tab", { name: "Wire" }).click();
  for (const view of ["Headers", "Events", "Request"]) {
    await page.getByRole("tab", { name: view }).click();
    await look();
  }
  await page.getByText("••••••••").first().waitFor();
  await copy("Copy as .http");
  await copy("Copy log");

  expect(seen).toHaveLength(13);
  expect(seen.at(-1)).toContain("x-api-secret: ••••••••");
  expect(seen.at(-2)).toContain("x-api-secret: {{X_API_SECRET}}");
  for (const text of seen) {
    expect(text).not.toContain(apiSecret);
    expect(text).not.toContain(apiKey);
  }
  await page.context().close();
});
