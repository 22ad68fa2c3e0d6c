import { ownsServer } from "../config/platform";
import { beginShutdown, peerSecret, productionDeps } from "./deps";
import { corkHeaders } from "./next/cork-headers";
import { flushTelemetry, startSdk } from "../telemetry/sdk";
import { toClientIp } from "../limits/client-ip";
import { stampPeers } from "../limits/peer-address";
import { type AnswerRequest, installDoor } from "./node/install";
import { createPageGuard } from "./pages/page-guard";
import { createRouter, type Router } from "./router";
import { findRoute } from "./routes";
import { drainOnSigterm } from "./shutdown";
import { normalizeRequests } from "./next/normalize-requests";
import { ignoreUpgrades } from "./next/ignore-upgrades";

/** Checks the settings and prepares the process. An invalid setting prints one line and exits. */
export async function start(process: NodeJS.Process): Promise<void> {
  try {
    const deps = productionDeps();
    const { settings, limits } = deps;
    const isDoorOurs = settings.apiDoor === "node";
    if (ownsServer(process.env)) {
      installDoor({
        answer: isDoorOurs ? answerAt(createRouter(deps)) : null,
        guardPage: createPageGuard({
          now: deps.clock.now,
          findAddress: ({ headers, socket }) =>
            toClientIp({
              peer: socket.remoteAddress,
              forwarded: String(headers["x-forwarded-for"] ?? ""),
              trustedProxies: settings.trustedProxies,
            }),
        }),
        stallMs: settings.timeouts.idleTimeoutMs,
        whenSettled: limits.whenSettled,
      });
    }
    if (!ownsServer(process.env) || !isDoorOurs) mendForNext();
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

/** Prepares API requests for their way through Next. */
function mendForNext(): void {
  stampPeers(peerSecret());
  corkHeaders();
  normalizeRequests();
}

/** Treats a path with a trailing slash as the same route. */
function answerAt(router: Router): AnswerRequest {
  return (request) => {
    const path = new URL(request.url).pathname;
    return router(request, findRoute(path.length > 1 ? path.replace(/\/$/, "") : path));
  };
}
