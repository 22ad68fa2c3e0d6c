import nextEnv from "@next/env";

import { type Deps, productionDeps } from "../gateway/server/deps";
import { checkConnection } from "./check-connection";
import { run } from "./run";

const FAILED = 3;

/** `npm run doctor`. The files are those that `next start` reads, in its order. */
const { loadedEnvFiles } = nextEnv.loadEnvConfig(process.cwd(), false, {
  info: () => {},
  error: console.error,
});

const code = await run({
  argv: process.argv.slice(2),
  environment: process.env,
  openDeps,
  reach: checkConnection,
  files: loadedEnvFiles.map(({ path, env }) => ({ path, names: Object.keys(env) })),
  write: (text) => void process.stdout.write(`${text}\n`),
}).catch(confess);
// Kept connections would hold the process for a while.
process.stdout.write("", () => process.exit(code));

/** Nobody is let in here, so nothing is counted, and Redis has nothing to say in between. */
function openDeps(): Deps {
  const deps = productionDeps();
  void deps.limits.close();
  return deps;
}

/** What nobody foresaw: where it happened, without the message, which may quote a secret. */
function confess(error: unknown): number {
  const { name = "Error", stack = "" } = error instanceof Error ? error : {};
  const frames = stack.split("\n").filter((line) => /^\s+at /.test(line));
  process.stderr.write([`The doctor itself failed: ${name}`, ...frames, ""].join("\n"));
  return FAILED;
}
