import type { UsageReport } from "../../api/usage/response-schema";
import { toJsonAnswer } from "../http/answer";
import { findAnthropicToken } from "../http/credential";
import type { Handler } from "../http/endpoint";
import { listGiven } from "../generate/find-model";
import { type AdmitDependencies, identify } from "../limits/admit";
import type { Limits } from "../limits/limits";
import type { Payer } from "../limits/payer";
import type { TieredLimiter } from "../limits/tiered-limiter";

/**
 * Handles `GET /v1/usage`, which reports the caller's remaining limits. The request itself is not
 * counted.
 */
export function createShowUsage(given: AdmitDependencies): Handler {
  const dependencies = { ...given, findToken: findAnthropicToken };
  const { limits, settings } = dependencies;
  return async (request, context) => {
    const { credential, caller } = identify(request, context, dependencies);
    const isServers = credential.owner === "server";
    const key = isServers ? credential.gatewayKey : null;
    const report: UsageReport = {
      object: "usage",
      key: key && {
        name: key.name,
        expires_at: key.expiresAt === null ? null : Math.floor(key.expiresAt / 1000),
        models: listGiven(key, settings),
      },
      limits: await listLimits(caller, limits),
      concurrency: {
        limit: caller.own?.concurrency ?? settings.callerConcurrency,
        used: limits.places.of(caller.key),
      },
    };
    return toJsonAnswer(report, { headers: { "cache-control": "no-store" } });
  };
}

type Row = UsageReport["limits"][number];

async function listLimits(caller: Payer, limits: Limits): Promise<Row[]> {
  const { requests, tokens, images, characters, seconds } = limits;
  const budgets = caller.isServers
    ? [
        readRows("tokens", tokens?.limiter, caller),
        readRows("images", images?.limiter, caller),
        readRows("characters", characters?.limiter, caller),
        readRows("seconds", seconds?.limiter, caller),
      ]
    : [];
  return (await Promise.all([readRows("requests", requests, caller), ...budgets])).flat();
}

async function readRows(
  unit: Row["unit"],
  limiter: TieredLimiter | null | undefined,
  caller: Payer,
): Promise<Row[]> {
  const readings = (await limiter?.read(caller)) ?? [];
  return readings.map(({ limit, remaining, resetMs, seconds }) => ({
    unit,
    limit,
    used: limit - remaining,
    remaining,
    window_seconds: seconds,
    reset_seconds: Math.ceil(resetMs / 1000),
  }));
}
