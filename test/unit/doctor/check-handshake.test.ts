import { describe, expect, it } from "vitest";

import { checkHandshake } from "@/lib/doctor/check-handshake";
import { GatewayError } from "@/lib/core/errors";
import type { Deps } from "@/lib/gateway/server/deps";
import { readSettings } from "@/lib/gateway/config/settings";

const app = { appId: "app-id", apiKey: "the-key", apiSecret: "the-secret" };

/** Returns which keys are sent to a host that rejects every signature. */
async function findShown(url: string): Promise<string[]> {
  const shown: string[] = [];
  const deps = {
    settings: readSettings({}),
    now: () => new Date(0),
    // eslint-disable-next-line require-yield
    openWebSocket: async function* ({ url: dialled }: { url: URL }) {
      const authorization = dialled.searchParams.get("authorization") ?? "";
      const origin = Buffer.from(authorization, "base64").toString();
      shown.push(/api_key="([^"]*)"/.exec(origin)?.[1] ?? "");
      throw new GatewayError({
        kind: "spark-handshake",
        service: "socket",
        status: 401,
        reason: "HMAC signature does not match",
        skewSeconds: 0,
      });
    },
  } as unknown as Deps;
  const check = await checkHandshake({ label: "APP_ID", app, url: new URL(url) }, deps);
  expect(check).toMatchObject({ level: "problem", cause: "wrong-secret", httpStatus: 401 });
  return shown;
}

describe("checkHandshake", () => {
  it.each(["wss://spark-api.xf-yun.com/v1.1/chat", "ws://127.0.0.1:8787/v1.1/chat"])(
    "tries a rejected signature with key and secret swapped at %s",
    async (url) => expect(await findShown(url)).toEqual(["the-key", "the-secret"]),
  );

  it.each([
    "ws://spark-api.xf-yun.com/v1.1/chat",
    "wss://relay.example/v1.1/chat",
    "wss://spark-api.xf-yun.com.example/v1.1/chat",
    "wss://notxf-yun.com/v1.1/chat",
    "ws://127.0.0.1.example/v1.1/chat",
  ])("does not reveal the secret by swapping it at %s", async (url) =>
    expect(await findShown(url)).toEqual(["the-key"]),
  );
});
