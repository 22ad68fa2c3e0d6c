import nextEnv from "@next/env";

import { type Deps, productionDeps } from "../gateway/server/deps";
import { checkConnection } from "./check-connection";
import { run } from "./run";

const FAILED = 3;

/** Runs `npm run doctor`. Loads the same env files as `next start`, in the same order. */
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
// Keep-alive connections would otherwise delay the exit.
process.stdout.write("", () => process.exit(code));

/**
 * Opens the dependencies. The doctor serves no callers, so it closes the limits: nothing is
 * counted, and Redis stays silent.
 */
function openDeps(): Deps {
  const deps = productionDeps();
  void deps.limits.close();
  return deps;
}

/**
 * Reports an unexpected error with its stack but without its message, which may contain a secret.
 */
function confess(error: unknown): number {
  const { name = "Error", stack = "" } = error instanceof Error ? error : {};
  const frames = stack.split("\n").filter((line) => /^\s+at /.test(line));
  process.stderr.write([`The doctor itself failed: ${name}`, ...frames, ""].join("\n"));
  return FAILED;
}
