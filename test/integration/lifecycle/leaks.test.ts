import fc from "fast-check";
import { expect, it } from "vitest";

import type { AppPool } from "@/lib/gateway/pool/pool";
import type { Telemetry } from "@/lib/gateway/telemetry/telemetry";
import { toAddressPayer } from "@/lib/gateway/limits/payer";

import { DEMO_APP } from "../../simulator/apps";
import { FAULTS } from "../../simulator/faults";
import { startGateway } from "../setup/gateway";
import { RED, show, toDataUrl } from "../image/images";
import { NO_OWN_APP, toListed, toSimulated, turns } from "../setup/several-apps";
import { eventually } from "../../eventually";

const ADDRESS = "203.0.113.7";
/** Prompts, answers, parts of credentials, and the caller's address. */
const SECRETS = /simulate|你好|模拟|[a-z]+-(?:id|secret|key)\b|:password|203\.0\.113|127\.0\.0\.1/;
const OWN = `${DEMO_APP.appId}:${DEMO_APP.apiSecret}:${DEMO_APP.apiKey}`;
const [ONE, TWO, THREE] = [toSimulated("one"), toSimulated("two"), toSimulated("three")];

/** Three apps with little capacity, one of them HTTP only, and short timeouts. */
const SETTINGS = {
  ...NO_OWN_APP,
  SPARK_APPS: JSON.stringify([
    toListed(ONE, { concurrency: 2, models: ["lite", "vision"] }),
    toListed(TWO, { concurrency: 1, qps: 20, models: ["lite", "vision", "spark-x"] }),
    { apiPassword: THREE.apiPassword, concurrency: 2, models: ["4.0Ultra"] },
  ]),
  RATE_LIMIT: "100000/min",
  TOKEN_BUDGET: "100000000/day",
  CONNECT_TIMEOUT_MS: "60",
  FIRST_FRAME_TIMEOUT_MS: "60",
  IDLE_TIMEOUT_MS: "60",
  QUEUE_TIMEOUT_MS: "40",
  STREAM_COMMIT_MS: "20",
  HEARTBEAT_MS: "15",
  IMAGE_ALLOWED_HOSTS: "127.0.0.1:1",
};

/** Faults that end within those timeouts; `/simulate` plays them on either service. */
const NAMES = FAULTS.map(({ name }) => name);

const asking = fc.record({
  fault: fc.option(fc.constantFrom(...NAMES), { freq: 2 }),
  model: fc.constantFrom("lite", "lite", "4.0Ultra", "spark-x", "vision", "unreachable image"),
  more: fc.constantFrom<object>(
    {},
    { n: 3 },
    { stop: ["模", "。"] },
    { response_format: { type: "json_object" } },
    { n: 2, response_format: { type: "json_object" } },
    { max_tokens: 5 },
  ),
  stream: fc.boolean(),
  own: fc.constantFrom(false, false, false, true),
  /** The caller disconnects after this many turns of the event loop; null for never. */
  leaves: fc.option(fc.nat(30), { freq: 3 }),
  reads: fc.constantFrom("all", "a piece", "nothing"),
});
type Asking = typeof asking extends fc.Arbitrary<infer Value> ? Value : never;

function toBody({ fault, model, more, stream }: Asking): object {
  const said = fault === null ? "你好" : `/simulate ${fault}`;
  if (model !== "vision" && model !== "unreachable image") {
    return { model, messages: [{ role: "user", content: said }], stream, ...more };
  }
  const url = model === "vision" ? toDataUrl(RED) : "http://127.0.0.1:1/red.png";
  const content = [show(url), { type: "text", text: said }];
  return { model: "vision", messages: [{ role: "user", content }], stream, ...more };
}

/** A gateway that counts what is held, and checks it against the limits. */
async function startCounted() {
  const held = { places: 0, requests: 0 };
  const telemetry: Telemetry = {
    begin: () => {
      held.requests += 1;
      return () => (held.requests -= 1);
    },
  };
  const gateway = await startGateway({
    settings: SETTINGS,
    simulator: { apps: [ONE, TWO, THREE, DEMO_APP], paceMs: 1 },
    deps: { telemetry },
  });
  const { lease } = gateway.deps.pool;
  const counting: AppPool["lease"] = async (...wanted) => {
    const leased = await lease(...wanted);
    held.places += 1;
    let isGone = false;
    const gone = (): void => {
      if (!isGone) held.places -= 1;
      isGone = true;
      leased.release();
    };
    return { ...leased, release: gone };
  };
  gateway.deps.pool = { ...gateway.deps.pool, lease: counting };
  return { gateway, held };
}

async function act({ gateway }: Awaited<ReturnType<typeof startCounted>>, one: Asking) {
  const abort = new AbortController();
  const response = gateway.post(toBody(one), {
    signal: abort.signal,
    ...(one.own && { headers: { authorization: `Bearer ${OWN}` } }),
  });
  const leaving = one.leaves === null ? undefined : turns(one.leaves).then(() => abort.abort());
  const { body } = await response;
  const reader = body?.getReader();
  if (one.reads === "a piece") await reader?.read().catch(() => {});
  if (one.reads === "all") while (!(await reader?.read().catch(() => ({ done: true })))?.done);
  await leaving;
  if (one.reads !== "all") {
    // A caller that stops reading also disconnects; Next reports it to the signal and the body.
    abort.abort();
    await reader?.cancel().catch(() => {});
  }
}

it("releases every permit, reserved token, request and connection in the end", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(asking, { minLength: 1, maxLength: 12 }), async (all) => {
      const counted = await startCounted();
      await using gateway = counted.gateway;
      await Promise.all(all.map((one) => act(counted, one)));
      await eventually(() => {
        expect(counted.held).toEqual({ places: 0, requests: 0 });
        const { key } = toAddressPayer(ADDRESS, gateway.deps.limits.digest);
        expect(gateway.deps.limits.tokens?.reserved.of(key)).toBe(0);
        expect(gateway.simulator.connections.filter(({ open }) => open)).toEqual([]);
      });
      expect(gateway.log.filter(({ level }) => level === "error")).toEqual([]);
      const lines = gateway.log.filter(({ event }) => event === "request");
      expect(lines).toHaveLength(all.length);
      for (const line of lines) {
        expect(line["ended"]).toBeDefined();
        if (line["ended"] === "failed") expect(line["code"]).toEqual(expect.any(String));
      }
      expect(JSON.stringify(gateway.log)).not.toMatch(SECRETS);
    }),
    { numRuns: 60 },
  );
}, 60_000);
