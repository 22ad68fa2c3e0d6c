import sparticuz from "@sparticuz/chromium";
import { type BrowserContextOptions, chromium, type Page } from "playwright-core";

import { type Production, type ProductionOptions, startProduction } from "../server/production";

export type Site = Production & {
  open: (path?: string, options?: BrowserContextOptions) => Promise<Page>;
  /**
   * What no visit may leave behind: errors and warnings on the console, requests to other hosts.
   */
  problems: string[];
  /** Throws the problems that the test did not expect. Called after each test. */
  settle: () => void;
};

/** Starts the production server and a browser, whose visitor reads Chinese. */
export async function startSite(production: ProductionOptions = {}): Promise<Site> {
  const server = await startProduction(production);
  const browser = await chromium.launch({
    executablePath: process.env["CHROMIUM_PATH"] ?? (await sparticuz.executablePath()),
    // The package's default arguments disable a page's protections, and would hide their errors.
    args: ["--no-sandbox"],
  });
  const problems: string[] = [];
  return {
    ...server,
    problems,
    settle: () => {
      server.simulator.clear();
      const unexpected = problems.splice(0);
      if (unexpected.length > 0) throw new Error(unexpected.join("\n"));
    },
    open: async (path = "/", options = {}) => {
      const context = await browser.newContext({
        extraHTTPHeaders: { "accept-language": "zh-CN" },
        baseURL: server.url,
        ...options,
      });
      const page = await context.newPage();
      page.on("pageerror", (error) => problems.push(String(error)));
      page.on("console", (message) => {
        if (/error|warning/.test(message.type())) problems.push(message.text());
      });
      page.on("request", (request) => {
        if (new URL(request.url()).origin !== server.url) problems.push(request.url());
      });
      await page.goto(path);
      return page;
    },
    [Symbol.asyncDispose]: async () => {
      await browser.close();
      await server[Symbol.asyncDispose]();
    },
  };
}

/** Touches the page and waits until all its parts have loaded, so that it reacts to everything. */
export async function wake(page: Page): Promise<void> {
  await page.locator("textarea").press("Shift");
  await page.locator("[data-awake]").waitFor();
}

export async function send(page: Page, message: string): Promise<void> {
  const textbox = page.getByRole("textbox", { name: /^(消息|Message)$/ });
  await textbox.fill(message);
  await textbox.press("Enter");
}
