import { type ChildProcess, spawn } from "node:child_process";
import { createRequire } from "node:module";

const NEXT = createRequire(import.meta.url).resolve("next/dist/bin/next");

type Place = { root: string; environment: NodeJS.ProcessEnv };

/** Runs Next and forwards this process's signals to it. */
export function runNext(
  command: readonly string[],
  output: "inherit" | "pipe",
  { root, environment }: Place,
): ChildProcess {
  const child = spawn(process.execPath, [NEXT, ...command], {
    cwd: root,
    env: environment,
    stdio: ["ignore", output, output],
    // Starts Next in its own process group. Otherwise Ctrl-C in a terminal would reach it twice,
    // and two signals mean "immediately".
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

export function waitForExit(child: ChildProcess): Promise<number> {
  return new Promise((resolve) => {
    // A process that was ended by a signal has no exit code.
    child.once("exit", (exit) => resolve(exit ?? 1));
  });
}
