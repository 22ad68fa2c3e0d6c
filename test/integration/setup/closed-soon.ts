import { expect } from "vitest";

import type { Gateway } from "./gateway";

/** Expects every connection to Spark to end within 200 ms of the disconnect. */
export async function expectClosedSoon(gateway: Gateway, leftAt: number): Promise<void> {
  const closings = await Promise.all(gateway.simulator.connections.map(({ closed }) => closed));
  for (const { at } of closings) expect(at - leftAt).toBeLessThan(200);
  expect(gateway.simulator.openConnections).toBe(0);
}
