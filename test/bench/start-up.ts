import { readFile, stat } from "node:fs/promises";
import { dirname, join } from "node:path";

import { ROOT } from "../server/next";
import { toMiddle } from "./compare";
import { startGateway } from "./contestants";
import { startProgram } from "./process";
import { toBody } from "./question";
import { printTable, toRange, toText } from "./report";
import type { Section } from "./section";

/** Measures what a cold function costs, and its size on disk. */
export const startUp: Section = async ({ runs }) => {
  console.log("Start-up: the production server, each time in a new process");
  const upstream = await startProgram(new URL("upstream.ts", import.meta.url));
  const times: Record<string, number[]> = {};
  const note = (name: string, value: number): void => void (times[name] ??= []).push(value);
  try {
    for (let at = 0; at < runs; at += 1) {
      const startedAt = performance.now();
      const gateway = await startGateway(`ws://127.0.0.1:${upstream.port}`);
      const started = await gateway.cost();
      note("ready, ms", performance.now() - startedAt);
      note("ready, CPU ms", started.cpuMs);
      for (const name of ["first request", "second request"]) {
        const askedAt = performance.now();
        await (await fetch(gateway.url, { method: "POST", body: toBody(1, 0) })).text();
        note(`${name}, ms`, performance.now() - askedAt);
      }
      note("memory after them, MB", (await gateway.cost("settle")).rssBytes / 1024 ** 2);
      await gateway.stop();
    }
  } finally {
    await upstream.stop();
  }
  const rows = Object.entries(times).map(([name, values]) => [name, toRange(toMiddle(values))]);
  const { files, bytes } = await measureFunction();
  rows.push([
    `function of /v1/chat/completions, MB`,
    `${toText(bytes / 1024 ** 2)} (${files} files)`,
  ]);
  printTable(["", ""], rows);
  return [];
};

/**
 * Measures the route with everything that was traced as its dependency, as a platform packages it.
 */
async function measureFunction(): Promise<{ files: number; bytes: number }> {
  const route = join(ROOT, ".next/server/app/v1/chat/completions/route.js");
  const trace: { files: string[] } = JSON.parse(await readFile(`${route}.nft.json`, "utf8"));
  const paths = [route, ...trace.files.map((file) => join(dirname(route), file))];
  const sizes = await Promise.all(paths.map(async (path) => (await stat(path)).size));
  return { files: paths.length, bytes: sizes.reduce((sum, size) => sum + size, 0) };
}
