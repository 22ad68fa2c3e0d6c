import { execFile } from "node:child_process";
import { promisify } from "node:util";

import { NEXT, ROOT } from "./next";

/**
 * Builds the application once, before the tests that need it. With a server of its own beside, as the
 * Dockerfile has it: what `npm start` serves is the same with and without.
 */
export default async function build(): Promise<void> {
  await (shared[BUILDING] ??= run());
}

// Each project asks for it, and loads this file anew.
const BUILDING = Symbol.for("spark-api-gateway.test-build");
const shared: typeof globalThis & { [BUILDING]?: Promise<unknown> } = globalThis;

function run(): Promise<unknown> {
  return promisify(execFile)(process.execPath, [NEXT, "build"], {
    cwd: ROOT,
    env: {
      ...process.env,
      NODE_ENV: "production",
      NEXT_TELEMETRY_DISABLED: "1",
      NEXT_OUTPUT: "standalone",
    },
  });
}
