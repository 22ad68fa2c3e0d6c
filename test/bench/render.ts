import { fileURLToPath } from "node:url";

import sparticuz from "@sparticuz/chromium";
import { chromium, type Page } from "playwright-core";
import { createViteServer } from "vitest/node";

import type { Renderer, Task } from "./render-page";
import type { Section } from "./section";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const CHARACTERS = 30_000;
const MEASURED_UPDATES = 50;
/** The stream repeats these. */
const STREAMED_UPDATES = 600;
const PIECE_CHARACTERS = 24;
const KEYS = 60;
/** The page's renderer, and the same without blocks. */
const RENDERERS: readonly Renderer[] = ["whole", "blocks"];

/** A typical answer of a model, in both languages, with every Markdown feature. */
const SECTION = [
  "## 第一节 Overview\n\n**注意：**下面的内容用来测量渲染，含有 `code`、**「重点」**和[链接](https://example.com)。",
  "The quick brown fox jumps over the lazy dog, again and again, until the paragraph is long enough.",
  "- 第一项，**很重要**\n- 第二项\n  - 子项\n\n1. 步骤一\n2. 步骤二\n3. 步骤三",
  "```python\nfor number in range(10):\n    print(f'第 {number} 次')\n```",
  "| 模型 | 上下文 | 说明 |\n|---|--:|---|\n| 4.0Ultra | 32K | 最强 |\n| lite | 8K | 轻量 |",
  "> 引用：学而时习之，不亦说乎？\n\n---\n\n",
].join("\n\n");
const TEXT = SECTION.repeat(Math.ceil(CHARACTERS / SECTION.length)).slice(0, CHARACTERS);

/** A section of `npm run bench`: the cost of a growing answer in the browser. */
export const render: Section = async () => {
  // React's production build, as in the page.
  Object.assign(process.env, { NODE_ENV: "production" });
  await using site = await servePage();
  const browser = await chromium.launch({
    executablePath: process.env["CHROMIUM_PATH"] ?? (await sparticuz.executablePath()),
    args: ["--no-sandbox"],
  });
  try {
    const page = await browser.newPage();
    await page.goto(site.url);
    await page.waitForFunction(() => "startStream" in window, null, { timeout: 60_000 });
    console.log(`Cost of an update at ${CHARACTERS} characters (the last ${MEASURED_UPDATES}, ms)`);
    for (const renderer of RENDERERS) {
      console.log(toRow(renderer, await measureUpdates(page, renderer)));
    }
    console.log(
      `\nFrom key to paint in a stream of 60 updates a second, CPU slowed 4× (${KEYS} keys, ms)`,
    );
    for (const renderer of RENDERERS) {
      const { keys, frames } = await measureTyping(page, renderer);
      console.log(toRow(`${renderer}, keys`, keys));
      console.log(toRow(`${renderer}, frames`, frames));
    }
    return [];
  } finally {
    await browser.close();
  }
};

async function measureUpdates(page: Page, renderer: Renderer): Promise<number[]> {
  const task = toTask(MEASURED_UPDATES);
  const measure = ([name, given]: [Renderer, Task]) => window.measureUpdates(name, given);
  // The first run is for the compiler.
  await page.evaluate(measure, [renderer, task] as [Renderer, Task]);
  return page.evaluate(measure, [renderer, task] as [Renderer, Task]);
}

type Typing = { keys: number[]; frames: number[] };

/** Measures how long a key press waits until its letter is painted, as reported by the browser. */
async function measureTyping(page: Page, renderer: Renderer): Promise<Typing> {
  const session = await page.context().newCDPSession(page);
  await session.send("Emulation.setCPUThrottlingRate", { rate: 4 });
  await page.evaluate(() => {
    const kept: number[] = [];
    Object.assign(window, { kept });
    new PerformanceObserver((list) => {
      for (const { name, duration } of list.getEntries())
        if (name === "keydown") kept.push(duration);
    }).observe({ type: "event", durationThreshold: 16 } as PerformanceObserverInit);
  });
  await page.evaluate(([name, given]: [Renderer, Task]) => window.startStream(name, given), [
    renderer,
    toTask(STREAMED_UPDATES),
  ] as [Renderer, Task]);
  await page.locator("textarea").pressSequentially("x".repeat(KEYS), { delay: 50 });
  const frames = await page.evaluate(() => window.stopStream());
  await session.send("Emulation.setCPUThrottlingRate", { rate: 1 });
  const slow = await page.evaluate(() => (window as unknown as { kept: number[] }).kept);
  await page.locator("textarea").fill("");
  // Key presses under the threshold are not reported; they took less than a frame.
  const quick = Array.from({ length: Math.max(0, KEYS - slow.length) }, () => 16);
  return { keys: [...slow, ...quick], frames };
}

function toTask(updates: number): Task {
  const from = TEXT.length - updates * PIECE_CHARACTERS;
  return { text: TEXT, from, pieceCharacters: PIECE_CHARACTERS };
}

function toRow(name: string, milliseconds: readonly number[]): string {
  const sorted = milliseconds.toSorted((a, b) => a - b);
  const at = (share: number): number => sorted[Math.floor(share * (sorted.length - 1))] ?? 0;
  const average = sorted.reduce((sum, value) => sum + value, 0) / sorted.length;
  const figures = { average, median: at(0.5), p95: at(0.95), p98: at(0.98), max: at(1) };
  const columns = Object.entries(figures).map(([label, value]) => `${label} ${value.toFixed(1)}`);
  return [name.padEnd(16), ...columns.map((column) => column.padEnd(14))].join(" ");
}

/** Serves the page's own components on an empty page, with the same bundler as the tests. */
async function servePage(): Promise<{ url: string } & AsyncDisposable> {
  const server = await createViteServer({
    root: ROOT,
    configFile: false,
    mode: "production",
    appType: "custom",
    logLevel: "error",
    cacheDir: "node_modules/.vite-bench",
    resolve: { alias: { "@": ROOT } },
    server: { port: 0, host: "127.0.0.1", hmr: false, watch: null },
    optimizeDeps: {
      include: [
        "react",
        "react-dom",
        "react-dom/client",
        "react-markdown",
        "remark-gfm",
        "remark-cjk-friendly",
      ],
    },
    plugins: [
      {
        name: "bench-page",
        configureServer: ({ middlewares }) => {
          middlewares.use((request, response, next) => {
            if (request.url !== "/") return next();
            response.setHeader("content-type", "text/html");
            response.end(
              '<!doctype html><script type="module" src="/test/bench/render-page.tsx"></script>',
            );
          });
        },
      },
    ],
  });
  await server.listen();
  const [url = ""] = server.resolvedUrls?.local ?? [];
  return { url, [Symbol.asyncDispose]: () => server.close() };
}
