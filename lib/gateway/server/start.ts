import { beginShutdown, peerSecret, productionDeps } from "./deps";
import { corkHeaders } from "./cork-headers";
import { flushTelemetry, startSdk } from "../telemetry/sdk";
import { stampPeers } from "../limits/peer-address";
import { installDoor } from "./node/install";
import { createRouter } from "./router";
import { drainOnSigterm } from "./shutdown";
import { normalizeRequests } from "./normalize-requests";
import { ignoreUpgrades } from "./ignore-upgrades";

/** Checks the settings and readies the process. A wrong setting is one line, and the end. */
export async function start(process: NodeJS.Process): Promise<void> {
  try {
    const deps = productionDeps();
    const { settings } = deps;
    if (process.env.NODE_ENV === "production" && process.env["API_DOOR"] !== "next") {
      installDoor(createRouter(deps));
    }
    stampPeers(peerSecret());
    corkHeaders();
    normalizeRequests();
    if (process.env.NODE_ENV === "production") ignoreUpgrades();
    drainOnSigterm(process, {
      graceMs: settings.shutdownGraceMs,
      onBegin: () => {
        beginShutdown();
        flushTelemetry();
      },
    });
    const { metricsToken, telemetryIntervalMs } = settings;
    if (metricsToken !== null || telemetryIntervalMs !== null) {
      await startSdk({ isScraped: metricsToken !== null, intervalMs: telemetryIntervalMs });
    }
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  }
}
