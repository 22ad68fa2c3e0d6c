import { spawn } from "node:child_process";
import { once } from "node:events";

import OpenAI from "openai";

import { DEMO_APP } from "../simulator/apps";
import { toEnvironment } from "../simulator/environment";
import { type Simulator, type SimulatorOptions, startSimulator } from "../simulator/simulator";
import { NEXT, ROOT, START_FLAGS } from "./next";

export type Production = {
  url: string;
  simulator: Simulator;
  client: OpenAI;
  /** Everything that the server has written to its standard output and error. */
  output: () => string;
  pid: number | undefined;
  signal: (signal: NodeJS.Signals) => void;
  /** Resolves with the exit code. */
  exited: Promise<number | null>;
  [Symbol.asyncDispose]: () => Promise<void>;
};

export type ProductionOptions = {
  settings?: Record<string, string>;
  simulator?: SimulatorOptions;
  /** A command other than `next start`. */
  launch?: Launch;
  /** Flags for the Node that runs `next start`. */
  execArgv?: readonly string[];
};

export type Launch = {
  command: readonly [string, ...string[]];
  cwd: string;
  /** Matches the output once it listens. */
  ready: RegExp;
  /** A path that it answers without Spark. */
  path: string;
};

/** Runs the README's command rather than the program behind it. */
export const NPM_START: Launch = {
  command: ["npm", "start"],
  cwd: ROOT,
  ready: /Ready in/,
  path: "/healthz",
};
const nextStart = (flags: readonly string[] = []): Launch => ({
  ...NPM_START,
  command: [process.execPath, ...START_FLAGS, ...flags, NEXT, "start", "-H", "127.0.0.1"],
});

/** Chooses the server of the API, which differs between the projects in vitest.config.ts. */
function toDoor(): Record<string, string> {
  const door = process.env["API_DOOR"];
  return door === undefined ? {} : { API_DOOR: door };
}

/** Starts the production server on a free port in front of its own simulator. */
export async function startProduction(options: ProductionOptions = {}): Promise<Production> {
  const simulator = await startSimulator(options.simulator);
  const { command, cwd, ready, path } = options.launch ?? nextStart(options.execArgv);
  const [file, ...parameters] = command;
  const server = spawn(file, parameters, {
    cwd,
    env: {
      PATH: process.env["PATH"] ?? "",
      NODE_ENV: "production",
      PORT: "0",
      NEXT_TELEMETRY_DISABLED: "1",
      ...toEnvironment(simulator, DEMO_APP),
      ...toDoor(),
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
        if (ready.test(output)) resolve();
      };
    }),
    exited,
  ]);
  const url = /http:\/\/(127\.0\.0\.\d|localhost):\d+/.exec(output)?.[0] ?? "";
  // Next reports that it is ready a moment before its start-up hook has run; an answer comes only
  // afterwards.
  await fetch(`${url}${path}`).catch(() => {});
  return {
    url,
    simulator,
    client: new OpenAI({ apiKey: "any", baseURL: `${url}/v1`, maxRetries: 0 }),
    output: () => output,
    pid: server.pid,
    signal: (signal) => void server.kill(signal),
    exited,
    [Symbol.asyncDispose]: async () => {
      server.kill("SIGKILL");
      await exited;
      await simulator.close();
    },
  };
}
