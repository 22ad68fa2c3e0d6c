import { beginShutdown, productionDeps } from "./deps";
import { drainOnSigterm } from "./shutdown";

/** Checks the settings and readies the process. A wrong setting is one line, and the end. */
export function start(process: NodeJS.Process): void {
  try {
    const { settings } = productionDeps();
    drainOnSigterm(process, { graceMs: settings.shutdownGraceMs, onBegin: beginShutdown });
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  }
}
