import { execFile } from "node:child_process";
import { promisify } from "node:util";

import { NEXT, ROOT } from "./next";

/**
 * Builds the application once, before the tests that need it. The build includes the standalone
 * server, as in the Dockerfile; what `npm start` serves does not depend on it.
 */
export default async function build(): Promise<void> {
  await (shared[BUILDING] ??= run());
}

// Each project requests the build and loads this file separately.
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
