import { describe, expect, it } from "vitest";

import { delay } from "@/lib/gateway/generate/delay";

import { refuseWith, silence, stallAfter } from "../../simulator/scripts";
import { expectClosedSoon } from "../setup/closed-soon";
import { ASK, startGateway } from "../setup/gateway";
import { readUntil } from "../setup/sse";

describe("client disconnects", () => {
  it("closes Spark's socket when the client disconnects before the first token, whole and streamed", async () => {
    for (const stream of [false, true]) {
      await using gateway = await startGateway();
      gateway.simulator.play(silence);
      const abort = new AbortController();
      const response = gateway.post({ ...ASK, stream }, { signal: abort.signal });
      await (
        await gateway.simulator.connection(0)
      ).request;
      const leftAt = performance.now();
      abort.abort();
      await expectClosedSoon(gateway, leftAt);
      expect((await response).status).toBe(499);
      expect(gateway.log).toContainEqual(expect.objectContaining({ ended: "caller_left" }));
      expect(gateway.log.filter(({ level }) => level === "error")).toEqual([]);
    }
  });

  it("closes Spark's socket when the client disconnects during the handshake", async () => {
    await using gateway = await startGateway();
    gateway.simulator.play({ silent: true });
    const abort = new AbortController();
    const response = gateway.post(ASK, { signal: abort.signal });
    await gateway.simulator.connection(0);
    const leftAt = performance.now();
    abort.abort();
    await expectClosedSoon(gateway, leftAt);
    expect((await response).status).toBe(499);
  });

  it.each(["the signal", "the body"])(
    "closes Spark's socket when %s reports the disconnect mid-stream",
    async (by) => {
      await using gateway = await startGateway();
      gateway.simulator.play(stallAfter(["半个"]));
      const abort = new AbortController();
      const response = await gateway.post({ ...ASK, stream: true }, { signal: abort.signal });
      const { reader } = await readUntil(response, "半个");
      const leftAt = performance.now();
      if (by === "the signal") abort.abort();
      else void reader?.cancel();
      await expectClosedSoon(gateway, leftAt);
      expect(gateway.log).toContainEqual(expect.objectContaining({ ended: "caller_left" }));
    },
  );

  it("logs caller_left when the client disconnects while nothing is being read", async () => {
    await using gateway = await startGateway();
    gateway.simulator.play(stallAfter(["一", "二", "三"]));
    const response = await gateway.post({ ...ASK, stream: true });
    const reader = response.body?.getReader();
    await reader?.read();
    await reader?.cancel();
    await expectClosedSoon(gateway, performance.now());
    expect(gateway.log).toContainEqual(expect.objectContaining({ ended: "caller_left" }));
  });

  it("closes every connection of n choices when the client disconnects", async () => {
    await using gateway = await startGateway();
    gateway.simulator.play(stallAfter(["a"]), stallAfter(["b"]), silence);
    const response = await gateway.post({ ...ASK, n: 3, stream: true });
    const { reader } = await readUntil(response, '"content":"');
    await gateway.simulator.connection(2);
    const leftAt = performance.now();
    void reader?.cancel();
    await expectClosedSoon(gateway, leftAt);
  });

  it("stops retrying when the client disconnects during the backoff, without logging a fault", async () => {
    const abort = new AbortController();
    await using gateway = await startGateway({
      deps: {
        delay: (_, signal) => {
          const waiting = delay(60_000, signal);
          abort.abort();
          return waiting;
        },
      },
    });
    gateway.simulator.play(refuseWith(10_012, "m"));
    const response = await gateway.post(ASK, { signal: abort.signal });
    expect(response.status).toBe(499);
    expect(gateway.simulator.connections).toHaveLength(1);
    expect(gateway.log).toEqual([expect.objectContaining({ ended: "caller_left" })]);
  });

  it("opens no connection when the client has already disconnected", async () => {
    await using gateway = await startGateway();
    const response = await gateway.post(ASK, { signal: AbortSignal.abort() });
    expect(response.status).toBe(499);
    expect(gateway.simulator.connections).toHaveLength(0);
  });
});
