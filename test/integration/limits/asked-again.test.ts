import { describe, expect, it } from "vitest";

import { answer, refuseWith } from "../../simulator/scripts";
import { ASK } from "../setup/gateway";
import { ask, startLimited } from "../setup/limited";

const remaining = (response: Response): number =>
  Number(response.headers.get("x-ratelimit-remaining-requests"));

describe("RATE_LIMIT: repeated requests to Spark", () => {
  it("counts the repair of an answer that was not JSON", async () => {
    await using gateway = await startLimited({ RATE_LIMIT: "10/min" });
    gateway.simulator.play(answer(["no JSON"]), answer(['{"a":1}']));
    const body = { ...ASK, response_format: { type: "json_object" } };
    expect((await ask(gateway, { body })).status).toBe(200);
    expect(gateway.simulator.connections).toHaveLength(2);
    expect(remaining(await ask(gateway))).toBe(7);
  });

  it("counts each retry after a transient failure", async () => {
    await using gateway = await startLimited({ RATE_LIMIT: "10/min" });
    for (let time = 0; time < 3; time += 1) gateway.simulator.play(refuseWith(10_012, "busy"));
    expect((await ask(gateway)).status).toBe(503);
    expect(gateway.simulator.connections).toHaveLength(3);
    expect(remaining(await ask(gateway))).toBe(6);
  });
});
