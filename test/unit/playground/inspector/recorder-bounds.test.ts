import { describe, expect, it } from "vitest";

import { toLogText } from "@/lib/playground/inspector/export-log";
import { MAX_LOGS } from "@/lib/playground/inspector/recorder";
import { MAX_EVENTS, MAX_TEXT_LENGTH } from "@/lib/playground/inspector/log";

import { startWire } from "./scripted-wire";

describe("the recorder's limits", () => {
  it("pulls no more of the response than its reader consumes", async () => {
    let pulls = 0;
    const body = new ReadableStream<Uint8Array>(
      {
        pull: (controller) => {
          pulls += 1;
          controller.enqueue(new TextEncoder().encode("data: x\n\n"));
        },
      },
      { highWaterMark: 0 },
    );
    const wire = startWire();
    wire.answers.push(new Response(body, { headers: { "content-type": "text/event-stream" } }));
    const response = await wire.recorder.fetchAs("a")("http://gateway/");
    const reader = response.body?.getReader();
    await reader?.read();
    await reader?.read();
    expect(pulls).toBe(2);
  });

  it("notifies listeners once per animation frame and immediately at the end", async () => {
    const wire = startWire();
    let calls = 0;
    const leave = wire.recorder.subscribe("a", () => (calls += 1));
    const response = await wire.recorder.fetchAs("a")("http://gateway/");
    const reader = response.body?.getReader();
    expect(calls).toBe(1);
    for (let index = 0; index < 10; index += 1) {
      wire.say("data: x\n\n");
      await reader?.read();
    }
    expect(calls).toBe(1);
    expect(wire.frames).toHaveLength(1);
    wire.frames.shift()?.();
    expect(calls).toBe(2);

    const before = wire.recorder.read("a");
    expect(wire.recorder.read("a")).toBe(before);
    wire.say("data: y\n\n");
    await reader?.read();
    expect(wire.recorder.read("a")).not.toBe(before);
    expect(before?.events).toHaveLength(10);
    wire.close();
    await reader?.read();
    expect(calls).toBe(3);
    wire.frames.shift()?.();
    expect(calls).toBe(3);

    leave();
    await wire.recorder.fetchAs("a")("http://gateway/");
    expect(calls).toBe(3);
  });

  it("keeps the last events of a long stream and counts the dropped ones", async () => {
    const wire = startWire();
    const total = MAX_EVENTS + 500;
    wire.answers.push(
      new Response("data: x\n\n".repeat(total), {
        headers: { "content-type": "text/event-stream" },
      }),
    );
    await (await wire.recorder.fetchAs("a")("http://gateway/")).text();
    const log = wire.recorder.read("a");
    expect(log?.events).toHaveLength(MAX_EVENTS);
    expect(log?.droppedEvents).toBe(500);
    expect(log?.events.at(-1)?.index).toBe(total - 1);
    expect(log?.bytes).toBe(total * 9);
    if (log) expect(toLogText(log)).toContain("… 500 earlier events are not kept");
  });

  it("limits the recorded text and the number of logs", async () => {
    const wire = startWire();
    const big = `data: ${"x".repeat(60_000)}\n\n`;
    wire.answers.push(
      new Response(big.repeat(100), { headers: { "content-type": "text/event-stream" } }),
    );
    await (await wire.recorder.fetchAs("0")("http://gateway/")).text();
    const kept = wire.recorder.read("0")?.events.reduce((sum, { raw }) => sum + raw.length, 0);
    expect(kept).toBeLessThanOrEqual(MAX_TEXT_LENGTH);
    expect(kept).toBeGreaterThan(MAX_TEXT_LENGTH - big.length);

    for (let index = 1; index <= MAX_LOGS; index += 1) {
      wire.answers.push(new Response(null, { status: 204 }));
      await wire.recorder.fetchAs(String(index))("http://gateway/");
    }
    expect(wire.recorder.read("0")).toBeUndefined();
    expect(wire.recorder.read("1")?.ending?.kind).toBe("complete");
  });

  it("shortens images in the recorded request but sends them whole", async () => {
    const wire = startWire();
    const url = `data:image/png;base64,${"A".repeat(1000)}`;
    const body = JSON.stringify({ messages: [{ content: [{ image_url: { url } }] }] });
    wire.answers.push(new Response(null, { status: 204 }));
    await wire.recorder.fetchAs("a")("http://gateway/", { method: "POST", body });
    expect(wire.received[0]?.init?.body).toBe(body);
    const kept = JSON.stringify(wire.recorder.read("a")?.request.body);
    expect(kept).toContain("data:image/png;base64,AAAA");
    expect(kept).toContain("more characters");
    expect(kept.length).toBeLessThan(150);
  });
});
