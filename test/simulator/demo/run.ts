import type { ChildProcess } from "node:child_process";
import { text } from "node:stream/consumers";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";

import { DEMO_APP } from "../apps";
import { toEnvironment } from "../environment";
import { readPort } from "../port";
import { startSimulator } from "../simulator";
import { isBuilt, keepStamp } from "./build-stamp";
import { canConnect, checkPort } from "./check-port";
import { runNext, waitForExit } from "./next-process";
import { withProgress } from "./progress";
import { DEMO_DEFAULTS, DEMO_SETTINGS } from "./settings";

const PACE_MS = 40;
const POLL_MS = 100;
const ROOT = fileURLToPath(new URL("../../..", import.meta.url)).replace(/[/\\]$/, "");

/** Builds the gateway if needed, starts it in front of the simulator, returns its exit code. */
export async function runDemo(): Promise<number> {
  const port = readPort(3000);
  const problem = await checkPort(port);
  if (problem !== null) {
    console.error(problem);
    return 1;
  }
  const simulator = await startSimulator({ paceMs: PACE_MS });
  const environment: NodeJS.ProcessEnv = {
    ...DEMO_DEFAULTS,
    ...process.env,
    ...DEMO_SETTINGS,
    ...toEnvironment(simulator, DEMO_APP),
    PORT: String(port),
    NEXT_TELEMETRY_DISABLED: "1",
  };
  const built = await build(environment);
  if (built !== 0) return built;

  const place = { root: ROOT, environment };
  const server = runNext(["start", "--port", String(port)], "inherit", place);
  const ended = waitForExit(server);
  const serving = await Promise.race([ended.then(() => false), waitForPort(server, port)]);
  if (serving) greet(port);
  const code = await ended;
  await simulator.close();
  return code;
}

/** Marks the present build as the demo's, so that the next start does not build. */
export async function markBuilt(): Promise<number> {
  await keepStamp(ROOT);
  return 0;
}

/** Builds unless nothing has changed. Hides the build's output unless it fails. */
async function build(environment: NodeJS.ProcessEnv): Promise<number> {
  if (await isBuilt(ROOT)) return 0;
  // The type check belongs to development and CI; the demo should start fast.
  const place = { root: ROOT, environment: { ...environment, NEXT_TYPES: "skip" } };
  return withProgress("正在构建 · building", async () => {
    const child = runNext(["build"], "pipe", place);
    const [stdout, stderr, exit] = await Promise.all([
      child.stdout ? text(child.stdout) : "",
      child.stderr ? text(child.stderr) : "",
      waitForExit(child),
    ]);
    if (exit === 0) await keepStamp(ROOT);
    else console.error(`\n${stdout}${stderr}\nnext build failed (${exit}).`);
    return exit;
  });
}

async function waitForPort(child: ChildProcess, port: number): Promise<boolean> {
  while (child.exitCode === null && child.signalCode === null) {
    if (await canConnect(port)) return true;
    await delay(POLL_MS);
  }
  return false;
}

function greet(port: number): void {
  const origin = `http://localhost:${port}`;
  console.log(`
讯飞星火网关演示 · gateway demo: ${origin}
No model is behind it: the answers are simulated, and say so. Any key works, such as demo.

  curl ${origin}/v1/chat/completions -H 'content-type: application/json' \\
    -H 'authorization: Bearer demo' \\
    -d '{"model":"4.0Ultra","messages":[{"role":"user","content":"你好"}]}'
`);
}
