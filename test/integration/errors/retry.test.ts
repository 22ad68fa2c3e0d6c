import { describe, expect, it } from "vitest";

import { answer, refuseWith } from "../../simulator/scripts";
import type { Script } from "../../simulator/simulator";
import { ASK, startGateway } from "../setup/gateway";

describe("retry", () => {
  it.each<[string, Script]>([
    ["a handshake rejected with 503", { refuse: { status: 503 } }],
    ["a hang-up during the handshake", { hangUp: true }],
    ["a close before the first frame", (stage) => stage.close(1000)],
    ["a reset before the first frame", (stage) => stage.reset()],
    ["10012", refuseWith(10_012, "m")],
    ["11202", refuseWith(11_202, "m")],
    ["10006", refuseWith(10_006, "m")],
    ["an unknown code", refuseWith(54_321, "m")],
  ])("retries %s up to twice without the caller noticing", async (_, script) => {
    await using gateway = await startGateway();
    for (const stream of [false, true]) {
      gateway.simulator.clear();
      gateway.simulator.play(script, script, answer(["好"]));
      const response = await gateway.post({ ...ASK, stream });
      expect(response.status).toBe(200);
      expect(await response.text()).toContain("好");
      expect(gateway.simulator.connections).toHaveLength(3);
    }
  });

  it("sends each retry with its own uid", async () => {
    await using gateway = await startGateway();
    gateway.simulator.play(refuseWith(10_006, "m"), answer(["好"]));
    await gateway.post(ASK);
    const requests = await Promise.all(gateway.simulator.connections.map(({ request }) => request));
    expect(new Set(requests.map(({ header }) => header?.uid)).size).toBe(2);
  });

  it.each<[string, Script]>([
    ["an authentication error", { refuse: { status: 401 } }],
    ["an exhausted quota", refuseWith(11_200, "tokens.total")],
    ["moderated input", refuseWith(10_013, "m")],
    ["a bad request", refuseWith(10_004, "m")],
    ["an unreadable frame", (stage) => stage.send("?")],
  ])("does not retry %s", async (_, script) => {
    await using gateway = await startGateway();
    gateway.simulator.play(script);
    expect((await gateway.post(ASK)).status).toBeGreaterThanOrEqual(400);
    expect(gateway.simulator.connections).toHaveLength(1);
  });

  it("doubles the backoff before each retry", async () => {
    const waits: number[] = [];
    await using gateway = await startGateway({
      deps: {
        random: () => 1,
        delay: async (milliseconds) => {
          waits.push(milliseconds);
        },
      },
    });
    gateway.simulator.play(
      refuseWith(10_012, "m"),
      refuseWith(10_012, "m"),
      refuseWith(10_012, "m"),
    );
    await gateway.post(ASK);
    expect(waits).toEqual([500, 1000]);
  });
});
