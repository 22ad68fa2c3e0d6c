import { beginShutdown, productionDeps } from "./deps";
import { drainOnSigterm } from "./shutdown";
import { ignoreUpgrades } from "./upgrades";

/** Checks the settings and readies the process. A wrong setting is one line, and the end. */
export function start(process: NodeJS.Process): void {
  try {
    const { settings } = productionDeps();
    if (process.env.NODE_ENV === "production") ignoreUpgrades();
    drainOnSigterm(process, { graceMs: settings.shutdownGraceMs, onBegin: beginShutdown });
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  }
}
