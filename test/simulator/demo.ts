import { spawn, type ChildProcess } from "node:child_process";
import { connect } from "node:net";
import { text } from "node:stream/consumers";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { DEMO_APP } from "./apps";
import { toEnvironment } from "./environment";
import { readPort } from "./port";
import { startSimulator } from "./simulator";

const PACE_MS = 40;
const POLL_MS = 100;
const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const NEXT = fileURLToPath(new URL("../../node_modules/next/dist/bin/next", import.meta.url));

/** Implements `npm run demo`: builds the gateway and starts it in front of the simulator. */
const port = readPort(3000);
const simulator = await startSimulator({ paceMs: PACE_MS });
const environment = {
  // Simulated answers contain nothing secret, so clients that rely on stored responses work by
  // default.
  RESPONSES_STORE: "memory",
  ...process.env,
  ...toEnvironment(simulator, DEMO_APP),
  PORT: String(port),
  NEXT_TELEMETRY_DISABLED: "1",
};

console.log("正在构建，请稍候 · building …");
const built = await build();
if (built !== 0) process.exit(built);

const server = run(["start", "--port", String(port)], "inherit");
const ended = waitForExit(server);
const serving = await Promise.race([ended.then(() => false), waitForPort(server)]);
if (serving) greet();
const code = await ended;
await simulator.close();
process.exit(code);

function greet(): void {
  const origin = `http://localhost:${port}`;
  console.log(`
讯飞星火网关演示 · gateway demo: ${origin}
No model is behind it: the answers are simulated, and say so. Try the message /simulate help.

  curl ${origin}/v1/chat/completions -H 'content-type: application/json' \\
    -d '{"model":"4.0Ultra","messages":[{"role":"user","content":"你好"}]}'
`);
}

/** Hides the build's output unless it fails. */
async function build(): Promise<number> {
  const child = run(["build"], "pipe");
  const [stdout, stderr, exit] = await Promise.all([
    child.stdout ? text(child.stdout) : "",
    child.stderr ? text(child.stderr) : "",
    waitForExit(child),
  ]);
  if (exit !== 0) console.error(`${stdout}${stderr}\nnext build failed (${exit}).`);
  return exit;
}

function run(command: readonly string[], output: "inherit" | "pipe"): ChildProcess {
  const child = spawn(process.execPath, [NEXT, ...command], {
    cwd: ROOT,
    env: environment,
    stdio: ["ignore", output, output],
    // Starts the gateway in its own process group. Otherwise Ctrl-C in a terminal would reach it
    // twice, and two signals mean "at once".
    detached: true,
  });
  const forward = (signal: NodeJS.Signals) => child.kill(signal);
  const kill = () => child.kill("SIGKILL");
  process.on("SIGINT", forward).on("SIGTERM", forward).on("exit", kill);
  child.once("exit", () => {
    process.off("SIGINT", forward).off("SIGTERM", forward).off("exit", kill);
  });
  return child;
}

function waitForExit(child: ChildProcess): Promise<number> {
  return new Promise((resolve) => {
    // A process that was ended by a signal has no exit code.
    child.once("exit", (exit) => resolve(exit ?? 1));
  });
}

async function waitForPort(child: ChildProcess): Promise<boolean> {
  while (child.exitCode === null && child.signalCode === null) {
    if (await canConnect()) return true;
    await delay(POLL_MS);
  }
  return false;
}

function canConnect(): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "localhost");
    socket.once("connect", () => resolve(true)).once("error", () => resolve(false));
    socket.once("connect", () => socket.destroy());
  });
}
