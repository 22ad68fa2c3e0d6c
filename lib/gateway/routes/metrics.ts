import { GatewayError } from "../../core/errors";
import type { Settings } from "../config/settings";
import { constantTimeEqual } from "../http/constant-time-equal";

import type { Handler } from "../http/endpoint";
import { findBearer } from "../http/token";
import { scrape } from "../telemetry/sdk";

/** Handles `GET /metrics` in Prometheus's format, protected by its own bearer token. */
export function createShowMetrics({
  settings: { metricsToken },
}: {
  settings: Pick<Settings, "metricsToken">;
}): Handler {
  return async (request) => {
    if (metricsToken === null) throw new GatewayError({ kind: "path-not-found", path: "/metrics" });
    const token = findBearer(request.headers);
    if (token === undefined || !constantTimeEqual(token, metricsToken)) {
      throw new GatewayError({
        kind: "unauthenticated",
        message: "GET /metrics wants Authorization: Bearer with the host's METRICS_TOKEN.",
      });
    }
    return {
      status: 200,
      headers: {
        "content-type": "text/plain; version=0.0.4; charset=utf-8",
        "cache-control": "no-store",
      },
      body: (await scrape()) ?? "",
    };
  };
}
