import { describe, expect, it } from "vitest";

import { expectClosedSoon } from "../setup/closed-soon";
import { startGateway } from "../setup/gateway";
import { askToSpeak } from "./asking";
import { holdAfter, toFrame } from "./scripts";

const PIECE = Buffer.alloc(640, 7);

describe("POST /v1/audio/speech: streaming", () => {
  it.each(["mp3", "wav", "pcm"])(
    "forwards the first audio before the next has arrived, as %s",
    async (format) => {
      await using gateway = await startGateway();
      const { script, goOn } = holdAfter(PIECE);
      gateway.simulator.play(script);
      const response = await askToSpeak(gateway, { response_format: format });
      const reader = response.body?.getReader();
      const first = await reader?.read();
      expect(first?.value?.length).toBeGreaterThan(500);
      goOn();
      let length = first?.value?.length ?? 0;
      for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
        length += part.value.length;
      }
      expect(length).toBe({ mp3: 1280, wav: 1324, pcm: 1920 }[format]);
    },
  );

  it("sends heartbeats between events, but nothing between bytes", async () => {
    const settings = { HEARTBEAT_MS: "20" };
    await using gateway = await startGateway({ settings });
    const events = holdAfter(PIECE);
    gateway.simulator.play(events.script);
    const response = await askToSpeak(gateway, { stream_format: "sse" });
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    let seen = "";
    while (!seen.includes(": keep-alive\n\n: keep-alive")) seen += (await reader?.read())?.value;
    expect(seen).toMatch(/^data: \{"type":"speech.audio.delta","audio":"[^"]+"\}\n\n: keep-alive/);
    events.goOn();
    await reader?.cancel();
  });

  it("applies backpressure to iFlytek without an idle timeout", async () => {
    await using gateway = await startGateway({ settings: { IDLE_TIMEOUT_MS: "300" } });
    const total = 1000;
    const frame = toFrame(Buffer.alloc(30_000, 1));
    let blocked: () => void = () => {};
    const stuck = new Promise<void>((resolve) => (blocked = resolve));
    gateway.simulator.play(async (stage) => {
      for (let at = 0; at < total; at += 1) {
        const sent = stage.send(frame);
        const patience = setTimeout(blocked, 400);
        await sent;
        clearTimeout(patience);
      }
      await stage.send(toFrame(Buffer.alloc(2), 2));
    });
    const response = await askToSpeak(gateway);
    await stuck;
    const connection = await gateway.simulator.connection(0);
    // Of 40 MB, only what fits in the buffers on the way has been sent.
    expect(connection.framesSent).toBeLessThan(total / 2);
    expect((await response.arrayBuffer()).byteLength).toBe(30_000 * total + 2);
  });
});

describe("POST /v1/audio/speech: client disconnects", () => {
  it.each(["/simulate silent", "/simulate slow-first"])(
    "closes the session within 200 ms before the first audio: %s",
    async (input) => {
      await using gateway = await startGateway();
      const abort = new AbortController();
      const response = askToSpeak(gateway, { input }, { signal: abort.signal });
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

  it.each([
    ["the signal", "audio"],
    ["the signal", "sse"],
    ["the body", "audio"],
    ["the body", "sse"],
  ])(
    "closes the session within 200 ms when %s reports a disconnect mid-stream, as %s",
    async (by, how) => {
      await using gateway = await startGateway();
      gateway.simulator.play(holdAfter(PIECE).script);
      const abort = new AbortController();
      const fields = { stream_format: how };
      const response = await askToSpeak(gateway, fields, { signal: abort.signal });
      const reader = response.body?.getReader();
      await reader?.read();
      const next = reader?.read().catch(() => {});
      const leftAt = performance.now();
      if (by === "the signal") abort.abort();
      else void reader?.cancel();
      await expectClosedSoon(gateway, leftAt);
      await next;
      expect(gateway.log).toContainEqual(expect.objectContaining({ ended: "caller_left" }));
      expect(gateway.log.filter(({ level }) => level === "error")).toEqual([]);
    },
  );
});
