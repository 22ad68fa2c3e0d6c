import { GatewayError } from "../../core/errors";
import type { Deps } from "../server/deps";
import { constantTimeEqual } from "../http/constant-time-equal";
import type { RequestContext } from "../http/request-context";
import { scrape } from "../telemetry/sdk";

/** `GET /metrics`: as Prometheus reads it, behind a bearer of its own. */
export async function showMetrics(
  request: Request,
  _visit: RequestContext,
  { settings }: Deps,
): Promise<Response> {
  const { metricsToken } = settings;
  if (metricsToken === null) throw new GatewayError({ kind: "path-not-found", path: "/metrics" });
  const token = /^Bearer +(.+)$/i.exec(request.headers.get("authorization") ?? "")?.[1]?.trim();
  if (token === undefined || !constantTimeEqual(token, metricsToken)) {
    throw new GatewayError({
      kind: "unauthenticated",
      message: "GET /metrics wants Authorization: Bearer with the host's METRICS_TOKEN.",
    });
  }
  const text = (await scrape()) ?? "";
  return new Response(text, {
    headers: { "content-type": "text/plain; version=0.0.4; charset=utf-8" },
  });
}
