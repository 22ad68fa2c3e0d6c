import { type ChildProcess, execFileSync, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

const METER = new URL("meter.mjs", import.meta.url).href;

/** The Node to measure on: `BENCH_NODE`, or the one that runs this. */
export const NODE = process.env["BENCH_NODE"] ?? process.execPath;

type Cost = {
  cpuMs: number;
  /** The process's resident memory, used or not. */
  rssBytes: number;
  /** Its peak. */
  peakBytes: number;
  /** The memory that is still reachable: after `settle`, without garbage. */
  liveBytes: number;
};

export type Started = {
  child: ChildProcess;
  /** The port on which it listens, if it does. */
  port: number;
  /** Returns the cost so far. With `settle`, garbage is collected first. */
  cost: (settle?: "settle") => Promise<Cost>;
  stop: () => Promise<void>;
};

/** Starts a program of this folder in its own process, with a meter. */
export async function startProgram(
  file: URL,
  options: { args?: string[]; env?: Record<string, string> } = {},
): Promise<Started> {
  const child = fork(fileURLToPath(file), options.args ?? [], {
    execPath: NODE,
    // Node strips the types itself; older versions need help.
    execArgv: ["--import", METER, ...(stripsTypes() ? [] : ["--import", "tsx"])],
    env: { ...process.env, ...options.env },
  });
  const [{ port }] = await once(child, "message");
  return { port, ...toStarted(child) };
}

/** Wraps any program with a meter, so that it can be measured and stopped. */
export function toStarted(child: ChildProcess): Omit<Started, "port"> {
  const exited = once(child, "exit");
  return {
    child,
    async cost(settle) {
      child.send(settle ?? "cost");
      const [cost] = await once(child, "message");
      return cost;
    },
    async stop() {
      // Without its parent, the meter exits the process cleanly, so that a profile is written.
      if (child.connected) child.disconnect();
      await exited;
    },
  };
}

/** The arguments that load the meter into a program. */
export const METERED = ["--import", METER];

let strips: boolean | undefined;

function stripsTypes(): boolean {
  if (strips === undefined) {
    const code = "process.features.typescript ? 1 : 0";
    strips = execFileSync(NODE, ["-p", code], { encoding: "utf8" }).trim() === "1";
  }
  return strips;
}
