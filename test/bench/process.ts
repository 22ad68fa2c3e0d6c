import { type ChildProcess, execFileSync, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

const METER = new URL("meter.mjs", import.meta.url).href;

/** The Node that everything is measured on: `BENCH_NODE`, or the one that runs this. */
export const NODE = process.env["BENCH_NODE"] ?? process.execPath;

type Cost = {
  cpuMs: number;
  /** What the process has taken from the machine, in use or not. */
  rssBytes: number;
  /** The most that it ever had. */
  peakBytes: number;
  /** What it holds on to: after `settle`, without garbage. */
  liveBytes: number;
};

export type Started = {
  child: ChildProcess;
  /** Where it listens, if it does. */
  port: number;
  /** What it has cost so far. With `settle`, what is no longer used is given back first. */
  cost: (settle?: "settle") => Promise<Cost>;
  stop: () => Promise<void>;
};

/** A program of this folder in a process of its own, with a meter in it. */
export async function startProgram(
  file: URL,
  options: { args?: string[]; env?: Record<string, string> } = {},
): Promise<Started> {
  const child = fork(fileURLToPath(file), options.args ?? [], {
    execPath: NODE,
    // Node itself takes the types away; an older one needs help.
    execArgv: ["--import", METER, ...(stripsTypes() ? [] : ["--import", "tsx"])],
    env: { ...process.env, ...options.env },
  });
  const [{ port }] = await once(child, "message");
  return { port, ...toStarted(child) };
}

/** Any program as one that can be asked and stopped; the meter must be in it. */
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
      // Without its starter the meter ends the process, in order, so that a profile gets written.
      if (child.connected) child.disconnect();
      await exited;
    },
  };
}

/** What a program needs before its own arguments for the meter to be in it. */
export const METERED = ["--import", METER];

let strips: boolean | undefined;

function stripsTypes(): boolean {
  if (strips === undefined) {
    const code = "process.features.typescript ? 1 : 0";
    strips = execFileSync(NODE, ["-p", code], { encoding: "utf8" }).trim() === "1";
  }
  return strips;
}
