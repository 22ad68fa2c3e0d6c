import { spawn } from "node:child_process";
import { once } from "node:events";

import OpenAI from "openai";

import { DEMO_APP } from "../simulator/apps";
import { toEnvironment } from "../simulator/environment";
import { type Simulator, type SimulatorOptions, startSimulator } from "../simulator/simulator";
import { NEXT, ROOT } from "./next";

export type Production = {
  url: string;
  simulator: Simulator;
  client: OpenAI;
  /** Everything that the server has written to its standard output and error. */
  output: () => string;
  signal: (signal: NodeJS.Signals) => void;
  /** The exit code, once it has ended. */
  exited: Promise<number | null>;
  [Symbol.asyncDispose]: () => Promise<void>;
};

export type ProductionOptions = {
  settings?: Record<string, string>;
  simulator?: SimulatorOptions;
  /** Started as the README says, and not by the program behind it. */
  throughNpm?: boolean;
};

/** The production server on a free port, in front of a simulator of its own. */
export async function startProduction(options: ProductionOptions = {}): Promise<Production> {
  const simulator = await startSimulator(options.simulator);
  const command: [string, string[]] = options.throughNpm
    ? ["npm", ["start"]]
    : [process.execPath, [NEXT, "start", "-H", "127.0.0.1"]];
  const server = spawn(...command, {
    cwd: ROOT,
    env: {
      PATH: process.env["PATH"] ?? "",
      NODE_ENV: "production",
      PORT: "0",
      NEXT_TELEMETRY_DISABLED: "1",
      ...toEnvironment(simulator, DEMO_APP),
      ...options.settings,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  let notice: () => void = () => {};
  const exited = once(server, "exit").then(([code]) => code as number | null);
  for (const stream of [server.stdout, server.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      output += text;
      notice();
    });
  }
  await Promise.race([
    new Promise<void>((resolve) => {
      notice = () => {
        if (/Ready in/.test(output)) resolve();
      };
    }),
    exited,
  ]);
  const url = /http:\/\/(127\.0\.0\.1|localhost):\d+/.exec(output)?.[0] ?? "";
  // Next says that it is ready a moment before its start-up hook has run; an answer comes after it.
  await fetch(`${url}/healthz`).catch(() => {});
  return {
    url,
    simulator,
    client: new OpenAI({ apiKey: "any", baseURL: `${url}/v1`, maxRetries: 0 }),
    output: () => output,
    signal: (signal) => void server.kill(signal),
    exited,
    [Symbol.asyncDispose]: async () => {
      server.kill("SIGKILL");
      await exited;
      await simulator.close();
    },
  };
}
