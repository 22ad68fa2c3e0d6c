import { spawn } from "node:child_process";

import { DEMO_APP } from "../simulator/apps";
import { toEnvironment } from "../simulator/environment";
import { NEXT, ROOT, START_FLAGS } from "../server/next";
import { METERED, NODE, type Started, startProgram, toStarted } from "./process";

/** The contestants: the gateway, the bare limit, and no bridge at all. */
export const NAMES = ["bare", "bare joined", "gateway"] as const;
export type Name = (typeof NAMES)[number];

export type Contestant = Omit<Started, "port"> & { name: Name; url: string };

export type Field = {
  /** The upstream's own URL, for callers without a bridge. */
  directUrl: string;
  load: Started;
  contestants: readonly Contestant[];
  [Symbol.asyncDispose]: () => Promise<void>;
};

/** Starts all contestants, each in its own process, in front of one upstream. */
export async function startField(settings: Record<string, string> = {}): Promise<Field> {
  const upstream = await startProgram(new URL("upstream.ts", import.meta.url));
  const directUrl = `ws://127.0.0.1:${upstream.port}`;
  const env = { SPARK_CHAT_URL: directUrl };
  const bare = await startProgram(new URL("bare.ts", import.meta.url), { env });
  const joined = await startProgram(new URL("bare.ts", import.meta.url), {
    env,
    args: ["--joined"],
  });
  const toUrl = (port: number): string => `http://127.0.0.1:${port}/v1/chat/completions`;
  const contestants: Contestant[] = [
    { ...bare, name: "bare", url: toUrl(bare.port) },
    { ...joined, name: "bare joined", url: toUrl(joined.port) },
    await startGateway(directUrl, settings),
  ];
  const load = await startProgram(new URL("load.ts", import.meta.url));
  return {
    directUrl,
    load,
    contestants,
    async [Symbol.asyncDispose]() {
      await Promise.all([...contestants, load, upstream].map((started) => started.stop()));
    },
  };
}

/** Starts the production build as `npm start` runs it. */
export async function startGateway(
  upstreamUrl: string,
  settings: Record<string, string> = {},
): Promise<Contestant> {
  const child = spawn(
    NODE,
    [...METERED, ...START_FLAGS, ...FLAGS, NEXT, "start", "-H", "127.0.0.1"],
    {
      cwd: ROOT,
      env: {
        PATH: process.env["PATH"] ?? "",
        NODE_ENV: "production",
        PORT: "0",
        NEXT_TELEMETRY_DISABLED: "1",
        ...toEnvironment(
          { url: upstreamUrl, httpUrl: upstreamUrl.replace("ws", "http") },
          DEMO_APP,
        ),
        ...settings,
      },
      stdio: ["ignore", "pipe", "inherit", "ipc"],
    },
  );
  const origin = await new Promise<string>((resolve, reject) => {
    let output = "";
    child.stdout?.setEncoding("utf8").on("data", (text: string) => {
      output = (output + text).slice(-2000);
      const url = /http:\/\/127\.0\.0\.1:\d+/.exec(output)?.[0];
      if (url && output.includes("Ready in")) resolve(url);
    });
    child.once("exit", () => reject(new Error(`The gateway did not start: ${output}`)));
  });
  await fetch(`${origin}/healthz`);
  return { ...toStarted(child), name: "gateway", url: `${origin}/v1/chat/completions` };
}

/** Flags for a closer look, for example `--cpu-prof`. */
const FLAGS = (process.env["BENCH_GATEWAY_FLAGS"] ?? "").split(" ").filter(Boolean);
