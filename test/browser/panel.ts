import type { Page } from "playwright-core";

import { send, type Site } from "./site";

type Options = { lang?: "zh-CN" | "en"; width?: number; isDark?: boolean };

/** Opens the page with the inspector. */
export async function openPanel(
  site: Site,
  { lang = "en", width = 1280, isDark = false }: Options = {},
): Promise<Page> {
  const page = await site.open(`/?lang=${lang}`, {
    viewport: { width, height: 800 },
    colorScheme: isDark ? "dark" : "light",
    permissions: ["clipboard-read", "clipboard-write"],
  });
  await showPanel(page);
  return page;
}

export async function showPanel(page: Page): Promise<void> {
  await page.getByRole("button", { name: /^(Parameters, code, wire|参数、代码、报文)$/ }).click();
  await page.getByRole("tab", { name: /^(Parameters|参数)$/ }).waitFor();
}

/** Sends a message, waits for the end of the answer, and returns what was posted. */
export async function ask(page: Page, message: string): Promise<Record<string, unknown>> {
  const posted = page.waitForRequest((request) => request.method() === "POST");
  await send(page, message);
  const request = await posted;
  await page.getByRole("button", { name: /^(Stop|停止)$/ }).waitFor({ state: "detached" });
  await page.getByRole("button", { name: /^(Regenerate|重新生成)$/ }).waitFor();
  return request.postDataJSON() as Record<string, unknown>;
}
