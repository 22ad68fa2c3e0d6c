import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo, Server } from "node:net";
import { createServer as createTlsServer } from "node:tls";

import { describe, expect, it } from "vitest";

import type { Cause } from "@/lib/doctor/words/cause";

import { SELF_SIGNED } from "../../fixtures/certificate";
import { DEMO_APP } from "../../simulator/apps";
import type { Script } from "../../simulator/script";
import {
  asked,
  asUsual,
  EXHAUSTED,
  LITE_ONLY,
  NO_APP,
  refuseWith,
  visit,
  type Ward,
} from "./doctor";

const { apiKey, apiSecret, apiPassword } = DEMO_APP;
const lite = ["--model", "lite"];
const refuse = (status: number, headers = {}): Script => ({
  refuse: { status, body: "{}", headers },
});
const row = (fields: object) => ({ SPARK_MODELS: JSON.stringify([{ id: "lite", ...fields }]) });

describe("npm run doctor: causes", () => {
  it.each<[cause: Cause, ward: Ward]>([
    ["wrong-key", { settings: { API_KEY: "f".repeat(32) } }],
    ["wrong-secret", { settings: { API_SECRET: "f".repeat(32) } }],
    ["swapped", { settings: { API_KEY: apiSecret, API_SECRET: apiKey } }],
    ["refused-credential", { scripts: [asUsual, refuse(401), refuse(401)] }],
    ["not-let-in", { scripts: [asUsual, refuse(403)] }],
    ["wrong-app-id", { settings: { APP_ID: "stranger" } }],
    ["wrong-password", { settings: { ...NO_APP, API_PASSWORD: "no:password" } }],
    ["wrong-password", { settings: { ...NO_APP, API_PASSWORD: `${apiKey}:wrong` } }],
    ["not-granted", { settings: LITE_ONLY, argv: ["4.0Ultra"] }],
    ["quota", { settings: EXHAUSTED, argv: lite }],
    [
      "quota",
      { settings: { ...NO_APP, API_PASSWORD: "demoPassword00000002:demoPassword00000002" } },
    ],
    ["daily-quota", { scripts: asked(refuseWith(11201)) }],
    ["rate", { simulator: { apps: [{ ...DEMO_APP, qps: 0 }] } }],
    ["concurrency", { simulator: { apps: [{ ...DEMO_APP, concurrency: 0 }] } }],
    ["blocked", { scripts: asked(refuseWith(10015)) }],
    ["moderated", { scripts: asked(refuseWith(10013)) }],
    ["unknown-model", { settings: row({ domain: "generalv3.5" }) }],
    ["wrong-path", { settings: row({ path: "/v9/chat" }) }],
    ["refused-request", { scripts: asked(refuseWith(10004, "'$.header.uid' is wrong; ")) }],
    ["socket-only", { settings: { ...NO_APP, API_PASSWORD: apiPassword }, argv: ["kjwx"] }],
    ["busy", { scripts: asked(refuseWith(10110, "Engine Busy")) }],
    ["closed", { scripts: asked((stage) => stage.cut()) }],
    ["garbled", { scripts: asked((stage) => void stage.send("{")) }],
    ["silent", { scripts: asked(() => {}), argv: ["--timeout", "200"] }],
    ["clock-skew", { simulator: { now: () => Date.now() - 400_000 } }],
    ["clock-skew", { simulator: { now: () => Date.now() + 400_000 } }],
    ["clock-drift", { simulator: { now: () => Date.now() + 120_000 } }],
    ["dns", { settings: { SPARK_CHAT_URL: "ws://no-such-host.invalid" } }],
    ["refused", { settings: { SPARK_CHAT_URL: "ws://127.0.0.1:1" } }],
    ["no-route", { world: { reach: async () => "no-route" } }],
    ["no-handshake", { scripts: [{ silent: true }], argv: ["--timeout", "200"] }],
    ["cut", { scripts: [{ hangUp: true }] }],
    ["not-spark", { scripts: [{ raw: "SSH-2.0-OpenSSH\r\n\r\n" }] }],
    ["not-spark", { scripts: [refuse(302, { location: "https://login.example" })] }],
    ["crowded", { scripts: [refuse(429)] }],
    ["spark-down", { scripts: [refuse(503)] }],
    [
      "proxy-unused",
      {
        settings: { SPARK_CHAT_URL: "wss://no-such-host.invalid" },
        world: { environment: { HTTPS_PROXY: "http://proxy.example:3128" } },
      },
    ],
  ])("reports the cause %s (case %#)", async (cause, ward) => {
    const { code, causes, checks } = await visit({ ...ward, argv: [...(ward.argv ?? lite)] });
    expect(causes[0]).toBe(cause);
    expect(code).toBe(cause === "clock-drift" ? 0 : 1);
    const check = checks.find((found) => found.cause === cause);
    expect(check).toMatchObject({ message: expect.any(String), fix: expect.any(String) });
  });

  it("reports an untrusted certificate and a port without TLS", async () => {
    const untrusted = createTlsServer(SELF_SIGNED);
    expect(await findCauses(untrusted)).toEqual(["tls-untrusted"]);
    expect(await findCauses(createServer())).toEqual(["tls-broken"]);
  });

  async function findCauses(server: Server): Promise<Cause[]> {
    await once(server.listen(0, "127.0.0.1"), "listening");
    const { port } = server.address() as AddressInfo;
    const settings = { SPARK_CHAT_URL: `wss://127.0.0.1:${port}` };
    const { causes } = await visit({ argv: lite, settings });
    server.close();
    return causes;
  }
});
