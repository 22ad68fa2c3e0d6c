import { describe, expect, it } from "vitest";

import { toHttpFile, toLogText } from "@/lib/playground/inspector/export-log";

import { BODY, SECRET, startWire, toChunk } from "./scripted-wire";
import { eventually } from "../../../eventually";

describe("the recorder", () => {
  it("records what OpenAI's client sends and receives, with event timings", async () => {
    const wire = startWire();
    const stream = await wire.client.chat.completions.create({ ...BODY, stream: true });
    const texts: (string | null | undefined)[] = [];
    const reading = (async () => {
      for await (const { choices } of stream) texts.push(choices[0]?.delta.content);
    })();
    wire.say(toChunk({ role: "assistant", content: "" }), 100);
    await eventually(() => expect(texts).toHaveLength(1));
    wire.say(": keep-alive\n\n", 200);
    await eventually(() => expect(wire.recorder.read("a")?.events).toHaveLength(2));
    wire.say(toChunk({ content: "春" }), 112);
    await eventually(() => expect(texts).toHaveLength(2));
    wire.say(`${toChunk({ content: "雨" })}data: {"choices":[],"usage":{}}\n\n`, 25);
    wire.say("data: [DONE]\n\n");
    wire.close();
    await reading;

    expect(texts).toEqual(["", "春", "雨", undefined]);
    const log = wire.recorder.read("a");
    expect(log?.events.map(({ index, atMs, kind }) => [index, atMs, kind])).toEqual([
      [0, 100, "chunk"],
      [1, 300, "comment"],
      [2, 412, "chunk"],
      [3, 437, "chunk"],
      [4, 437, "usage"],
      [5, 437, "done"],
    ]);
    expect(log?.events[2]?.bytes).toBe(new TextEncoder().encode(toChunk({ content: "春" })).length);
    expect(log?.bytes).toBe(log?.events.reduce((sum, { bytes }) => sum + bytes, 0));
    expect(log?.timing).toEqual({ firstTokenMs: 412, lastTokenMs: 437, totalMs: 437 });
    expect(log?.ending).toEqual({ kind: "complete", atMs: 437, detail: null });
    expect(log?.request).toMatchObject({
      method: "POST",
      url: "http://gateway/v1/chat/completions",
      body: { ...BODY, stream: true },
    });
    expect(log?.response).toMatchObject({ status: 200, atMs: 0 });
  });

  it("sends the key but redacts it from the log and exports", async () => {
    const wire = startWire();
    wire.answers.push(Response.json({ choices: [] }));
    await wire.client.chat.completions.create(BODY, { headers: { "X-Api-Secret": SECRET } });
    const sent = new Headers(wire.received[0]?.init?.headers);
    expect(sent.get("authorization")).toBe(`Bearer ${SECRET}`);
    const log = wire.recorder.read("a");
    if (!log) throw new Error("nothing was recorded");
    const shown = [JSON.stringify(log), toLogText(log), toHttpFile(log.request)].join();
    expect(shown).not.toContain("s3cr3t");
    expect(shown).toContain("authorization: Bearer ••••••••");
    expect(shown).toContain("authorization: Bearer {{SPARK_GATEWAY_KEY}}");
    expect(shown).toContain("x-api-secret: {{X_API_SECRET}}");
  });

  it("records a non-streaming error response as a single body event", async () => {
    const wire = startWire();
    const error = { error: { message: "Slow down.", type: "t", param: null, code: "c" } };
    wire.answers.push(Response.json(error, { status: 429, headers: { "retry-after": "7" } }));
    await expect(wire.client.chat.completions.create(BODY)).rejects.toMatchObject({ status: 429 });
    const log = wire.recorder.read("a");
    expect(log?.response?.status).toBe(429);
    expect(log?.events).toMatchObject([{ kind: "body", raw: JSON.stringify(error) }]);
    expect(log?.ending?.kind).toBe("refused");
  });

  it("records a stream that ends with an error event as failed, not stopped", async () => {
    const wire = startWire();
    const stream = await wire.client.chat.completions.create({ ...BODY, stream: true });
    const reading = (async () => {
      for await (const _ of stream);
    })();
    wire.say(toChunk({ content: "春" }), 20);
    wire.say('data: {"error":{"message":"Spark closed.","code":"upstream_closed"}}\n\n', 30);
    await expect(reading).rejects.toThrow("Spark closed.");
    const log = wire.recorder.read("a");
    expect(log?.events.map(({ kind }) => kind)).toEqual(["chunk", "error"]);
    expect(log?.ending).toEqual({ kind: "failed", atMs: 50, detail: null });
  });

  it("passes an abort on to fetch and records the answer as stopped", async () => {
    const wire = startWire();
    const abort = new AbortController();
    const stream = await wire.client.chat.completions.create(
      { ...BODY, stream: true },
      { signal: abort.signal },
    );
    const reading = (async () => {
      for await (const _ of stream) abort.abort();
    })();
    wire.say(`${toChunk({ content: "春" })}data: {"cho`, 50);
    await reading;
    expect(wire.received[0]?.init?.signal?.aborted).toBe(true);
    const log = wire.recorder.read("a");
    expect(log?.events.map(({ kind }) => kind)).toEqual(["chunk", "cut"]);
    expect(log?.ending).toEqual({ kind: "stopped", atMs: 50, detail: null });
  });

  it("cancels the response body when its reader cancels", async () => {
    const wire = startWire();
    const response = await wire.recorder.fetchAs("a")("http://gateway/");
    await response.body?.cancel("enough");
    expect(wire.cancelled()).toBe("enough");
    expect(wire.recorder.read("a")?.ending?.kind).toBe("stopped");
  });

  it("passes a dropped connection's error to the reader and records it", async () => {
    const wire = startWire();
    const response = await wire.recorder.fetchAs("a")("http://gateway/");
    wire.say("data: x\n\ndata: y", 10);
    const reader = response.body?.getReader();
    await reader?.read();
    wire.cut();
    await expect(reader?.read()).rejects.toThrow("network error");
    const log = wire.recorder.read("a");
    expect(log?.events.map(({ kind }) => kind)).toEqual(["other", "cut"]);
    expect(log?.ending).toEqual({ kind: "failed", atMs: 10, detail: "network error" });
  });

  it("records a request that reached no server as failed", async () => {
    const wire = startWire();
    wire.answers.push(new TypeError("Failed to fetch"));
    await expect(wire.recorder.fetchAs("a")("http://gateway/")).rejects.toThrow("Failed to fetch");
    expect(wire.recorder.read("a")).toMatchObject({
      response: null,
      ending: { kind: "failed", detail: "Failed to fetch" },
    });
  });
});
