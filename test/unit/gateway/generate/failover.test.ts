import { describe, expect, it } from "vitest";

import type { Failure } from "@/lib/core/errors";
import { createFailover } from "@/lib/gateway/generate/failover";
import { createAppPool } from "@/lib/gateway/pool/pool";
import { readSettings } from "@/lib/gateway/config/settings";

const { signal } = new AbortController();
const app = { APP_ID: "a", API_SECRET: "b", API_KEY: "c" };
const pool = createAppPool(readSettings(app).apps, {
  clock: { now: () => 0, after: () => () => {} },
  log: () => {},
  queueTimeoutMs: 1000,
});

describe("failover on the server's apps", () => {
  it("reports Spark's failures and successes, but not our own bugs, which would end a cooldown", async () => {
    const reports: (Failure | undefined)[] = [];
    const spied = {
      ...pool,
      report: (...[, , failure]: Parameters<typeof pool.report>) => void reports.push(failure),
    };
    const request = {
      credential: { owner: "server" as const, gatewayKey: null },
      model: {
        id: "lite",
        kind: "chat" as const,
        services: ["socket" as const],
        bearer: "password" as const,
      },
      service: "socket" as const,
      group: { held: 0 },
      signal,
      mayRetry: () => true,
      onApp: () => {},
      onSent: () => {},
    };
    const failover = createFailover(request, async function* () {}, spied);
    await failover.attempt();
    expect(failover.classify(undefined)).toBe("abort");
    expect(reports).toEqual([]);
    const refused = { kind: "spark-unreachable" } as Failure;
    failover.classify(refused);
    failover.onSuccess();
    expect(reports).toEqual([refused, undefined]);
  });
});
