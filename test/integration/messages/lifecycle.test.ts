import { describe, expect, it } from "vitest";

import { answer, refuseWith, silence, stallAfter } from "../../simulator/scripts";
import { type Gateway, startGateway } from "../setup/gateway";
import { readUntil } from "../setup/sse";
import { ASK, post } from "./anthropic";
import { sumUp } from "./grammar";

/** Expects connections to end within 200 ms of the disconnect. */
async function expectClosedSoon(gateway: Gateway, leftAt: number): Promise<void> {
  const closings = await Promise.all(gateway.simulator.connections.map(({ closed }) => closed));
  for (const { at } of closings) expect(at - leftAt).toBeLessThan(200);
  expect(gateway.simulator.openConnections).toBe(0);
}

describe("Messages API: client disconnects", () => {
  it.each([false, true])(
    "closes Spark's socket before the first token (stream: %s)",
    async (stream) => {
      await using gateway = await startGateway();
      gateway.simulator.play(silence);
      const abort = new AbortController();
      const response = post(gateway, { ...ASK, stream }, { signal: abort.signal });
      await (
        await gateway.simulator.connection(0)
      ).request;
      const leftAt = performance.now();
      abort.abort();
      await expectClosedSoon(gateway, leftAt);
      expect((await response).status).toBe(499);
      expect(gateway.log).toContainEqual(expect.objectContaining({ ended: "caller_left" }));
    },
  );

  it("closes Spark's socket in the middle of a stream", async () => {
    await using gateway = await startGateway();
    gateway.simulator.play(stallAfter(["半个"]));
    const response = await post(gateway, { ...ASK, stream: true });
    const { reader } = await readUntil(response, "半个");
    const leftAt = performance.now();
    void reader?.cancel();
    await expectClosedSoon(gateway, leftAt);
    expect(gateway.log).toContainEqual(expect.objectContaining({ ended: "caller_left" }));
  });
});

describe("Messages API: slow answers", () => {
  it("starts with message_start after STREAM_COMMIT_MS and pings until the answer comes", async () => {
    await using gateway = await startGateway({
      settings: { STREAM_COMMIT_MS: "20", HEARTBEAT_MS: "20" },
    });
    let goOn: () => void = () => {};
    const heard = new Promise<void>((resolve) => (goOn = resolve));
    gateway.simulator.play(async (stage) => {
      await heard;
      await answer(["终于"])(stage);
    });
    const response = await post(gateway, { ...ASK, stream: true });
    const ping = 'event: ping\ndata: {"type":"ping"}\n\n';
    const { reader, seen } = await readUntil(response, ping + ping);
    expect(seen).toMatch(/^event: message_start\n/);
    goOn();
    let text = seen;
    for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
      text += part.value;
    }
    expect(sumUp(text).message.content).toEqual([{ type: "text", text: "终于" }]);
  });

  it("retries a busy Spark before the stream starts and never afterwards", async () => {
    await using gateway = await startGateway({ settings: { STREAM_COMMIT_MS: "5000" } });
    gateway.simulator.play(refuseWith(10_012, "m"), answer(["好"]));
    const response = await post(gateway, { ...ASK, stream: true });
    expect(sumUp(await response.text()).message.content).toEqual([{ type: "text", text: "好" }]);
    expect(gateway.simulator.connections).toHaveLength(2);
  });

  it("applies backpressure to Spark for a slow reader and loses nothing", async () => {
    await using gateway = await startGateway({ settings: { IDLE_TIMEOUT_MS: "300" } });
    const text = "字".repeat(10_000);
    const total = 600;
    let blocked: () => void = () => {};
    const stuck = new Promise<void>((resolve) => (blocked = resolve));
    gateway.simulator.play(async (stage) => {
      for (let at = 0; at < total; at += 1) {
        const sent = stage.frame({ text, status: at === 0 ? 0 : 1 });
        const patience = setTimeout(blocked, 400);
        await sent;
        clearTimeout(patience);
      }
      await stage.frame({ text: "完", status: 2 });
    });
    const response = await post(gateway, { ...ASK, stream: true });
    await stuck;
    const connection = await gateway.simulator.connection(0);
    expect(connection.framesSent).toBeLessThan(total);
    const { message } = sumUp(await response.text());
    const [block] = message.content;
    expect(block?.type === "text" && block.text.length).toBe(total * text.length + 1);
  });

  it("writes one log line with tokens and the ending", async () => {
    await using gateway = await startGateway();
    await (await post(gateway, { ...ASK, stream: true })).text();
    expect(gateway.log).toEqual([
      expect.objectContaining({
        route: "/v1/messages",
        status: 200,
        ended: "complete",
        finish_reason: "stop",
        prompt_tokens: expect.any(Number),
        completion_tokens: expect.any(Number),
      }),
    ]);
  });
});
