import { expect, it } from "vitest";

import type { Gateway } from "../setup/gateway";
import { startWithApps, toListed, toSimulated } from "../setup/several-apps";
import { embedWith } from "./asking";

const app = toSimulated("app", { embeddingQps: 1e6 });
const AT_ONCE = 5;

/** A gateway that sends five texts at once. */
const start = (): Promise<Gateway> =>
  startWithApps([app], { listed: [toListed(app, { concurrency: AT_ONCE })] });

it.each([
  ["no answer has begun", "/simulate silent"],
  ["answers have begun", "/simulate stall"],
])("closes requests to Spark within 200 ms of a disconnect: %s", async (_, text) => {
  await using gateway = await start();
  const abort = new AbortController();
  const input = Array.from({ length: 50 }, () => text);
  const response = embedWith(gateway, { input }, { signal: abort.signal });
  await Promise.all(
    Array.from(
      { length: AT_ONCE },
      async (__, at) => (await gateway.simulator.connection(at)).request,
    ),
  );
  const leftAt = performance.now();
  abort.abort();
  const { connections } = gateway.simulator;
  const closings = await Promise.all(connections.map(({ closed }) => closed));
  for (const { at } of closings) expect(at - leftAt).toBeLessThan(200);
  expect((await response).status).toBe(499);
  expect(connections).toHaveLength(AT_ONCE);
  expect(gateway.simulator.openConnections).toBe(0);
  expect(gateway.log).toContainEqual(expect.objectContaining({ ended: "caller_left" }));
  // The app's permits have been released.
  expect((await embedWith(gateway, { input: ["a", "b", "c", "d", "e", "f"] })).status).toBe(200);
});

it("leaves the queue when the caller disconnects", async () => {
  await using gateway = await start();
  const abort = new AbortController();
  const held = embedWith(
    gateway,
    { input: Array.from({ length: AT_ONCE }, () => "/simulate silent") },
    { signal: abort.signal },
  );
  await gateway.simulator.connection(AT_ONCE - 1);
  const leaving = new AbortController();
  const waiting = embedWith(gateway, { input: "a" }, { signal: leaving.signal });
  leaving.abort();
  expect((await waiting).status).toBe(499);
  abort.abort();
  expect((await held).status).toBe(499);
  expect(gateway.simulator.connections).toHaveLength(AT_ONCE);
});
