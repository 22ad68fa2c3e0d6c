import { execFile } from "node:child_process";
import { promisify } from "node:util";

import { NEXT, ROOT } from "./next";

/** Builds the application once, before the tests that need it. */
export default async function build(): Promise<void> {
  await promisify(execFile)(process.execPath, [NEXT, "build"], {
    cwd: ROOT,
    env: { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
  });
}
