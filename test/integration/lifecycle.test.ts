import { describe, expect, it } from "vitest";

import { answer, refuseWith, silence, stallAfter } from "../simulator/scripts";
import type { Script } from "../simulator/simulator";
import { ASK, type Gateway, startGateway } from "./gateway";
import { readStream } from "./sse";

/** Within 200 ms (contract §9), measured from the moment of leaving. */
async function expectClosedSoon(gateway: Gateway, leftAt: number): Promise<void> {
  const closings = await Promise.all(gateway.simulator.connections.map(({ closed }) => closed));
  for (const { at } of closings) expect(at - leftAt).toBeLessThan(200);
  expect(gateway.simulator.openConnections).toBe(0);
}

async function readUntil(response: Response, text: string) {
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let seen = "";
  while (!seen.includes(text)) {
    const part = await reader?.read();
    if (!part || part.done) throw new Error(`the stream ended: ${seen}`);
    seen += part.value;
  }
  return { reader, seen };
}

describe("A caller who leaves", () => {
  it("closes the connection before the first token, whole or in stream", async () => {
    for (const stream of [false, true]) {
      await using gateway = await startGateway();
      gateway.simulator.play(silence);
      const abort = new AbortController();
      const response = gateway.post({ ...ASK, stream }, { signal: abort.signal });
      await (await gateway.simulator.connection(0)).request;
      const leftAt = performance.now();
      abort.abort();
      await expectClosedSoon(gateway, leftAt);
      expect((await response).status).toBe(499);
      expect(gateway.log).toContainEqual(expect.objectContaining({ ended: "caller_left" }));
      expect(gateway.log.filter(({ level }) => level === "error")).toEqual([]);
    }
  });

  it("closes the connection while the handshake is unanswered", async () => {
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

  it.each(["the signal", "the body"])("closes it in mid-stream, told by %s", async (by) => {
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
  });

  it("closes every connection of n", async () => {
    await using gateway = await startGateway();
    gateway.simulator.play(stallAfter(["a"]), stallAfter(["b"]), silence);
    const response = await gateway.post({ ...ASK, n: 3, stream: true });
    const { reader } = await readUntil(response, '"content":"');
    await gateway.simulator.connection(2);
    const leftAt = performance.now();
    void reader?.cancel();
    await expectClosedSoon(gateway, leftAt);
  });

  it("is not waited for between retries", async () => {
    const abort = new AbortController();
    await using gateway = await startGateway({
      deps: {
        wait: (_, signal) =>
          new Promise((_resolve, reject) => {
            signal.addEventListener("abort", () => reject(signal.reason));
            abort.abort();
          }),
      },
    });
    gateway.simulator.play(refuseWith(10_012, "m"));
    const response = await gateway.post(ASK, { signal: abort.signal });
    expect(response.status).toBe(499);
    expect(gateway.simulator.connections).toHaveLength(1);
  });

  it("who had left before anything began costs no connection", async () => {
    await using gateway = await startGateway();
    const response = await gateway.post(ASK, { signal: AbortSignal.abort() });
    expect(response.status).toBe(499);
    expect(gateway.simulator.connections).toHaveLength(0);
  });
});

describe("A retry", () => {
  it.each<[string, Script]>([
    ["a refused handshake 503", { refuse: { status: 503 } }],
    ["a hang-up in the handshake", { hangUp: true }],
    ["a close before the first frame", (stage) => stage.close(1000)],
    ["a reset before the first frame", (stage) => stage.reset()],
    ["10012", refuseWith(10_012, "m")],
    ["11202", refuseWith(11_202, "m")],
    ["10006", refuseWith(10_006, "m")],
    ["an unknown code", refuseWith(54_321, "m")],
  ])("follows %s, twice at most, and the caller sees none of it", async (_, script) => {
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

  it("has a uid and a signature of its own", async () => {
    await using gateway = await startGateway();
    gateway.simulator.play(refuseWith(10_006, "m"), answer(["好"]));
    await gateway.post(ASK);
    const requests = await Promise.all(gateway.simulator.connections.map(({ request }) => request));
    expect(new Set(requests.map(({ header }) => header?.uid)).size).toBe(2);
  });

  it.each<[string, Script]>([
    ["auth", { refuse: { status: 401 } }],
    ["quota", refuseWith(11_200, "tokens.total")],
    ["moderation", refuseWith(10_013, "m")],
    ["a bad request", refuseWith(10_004, "m")],
    ["an unreadable frame", (stage) => stage.send("?")],
  ])("never follows %s", async (_, script) => {
    await using gateway = await startGateway();
    gateway.simulator.play(script);
    expect((await gateway.post(ASK)).status).toBeGreaterThanOrEqual(400);
    expect(gateway.simulator.connections).toHaveLength(1);
  });

  it("waits longer each time, with jitter", async () => {
    const waits: number[] = [];
    await using gateway = await startGateway({
      deps: {
        random: () => 1,
        wait: async (milliseconds) => {
          waits.push(milliseconds);
        },
      },
    });
    gateway.simulator.play(refuseWith(10_012, "m"), refuseWith(10_012, "m"), refuseWith(10_012, "m"));
    await gateway.post(ASK);
    expect(waits).toEqual([500, 1000]);
  });
});

describe("A slow first frame", () => {
  it("does not hold the headers back for ever: roles and a comment leave, then heartbeats", async () => {
    await using gateway = await startGateway({
      settings: { STREAM_COMMIT_MS: "20", HEARTBEAT_MS: "20" },
    });
    let goOn: () => void = () => {};
    const heard = new Promise<void>((resolve) => (goOn = resolve));
    gateway.simulator.play(async (stage) => {
      await heard;
      await answer(["终于"])(stage);
    });
    const response = await gateway.post({ ...ASK, n: 1, stream: true });
    expect(response.status).toBe(200);
    expect(response.headers.get("x-spark-sid")).toBeNull();
    const { reader, seen } = await readUntil(response, ": keep-alive\n\n: keep-alive\n\n");
    expect(seen).toMatch(/^data: \{.*"role":"assistant".*\}\n\n: keep-alive\n\n: keep-alive\n\n/);
    goOn();
    let rest = "";
    for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
      rest += part.value;
    }
    expect(rest).toContain("终于");
    expect(rest).toMatch(/data: \[DONE\]\n\n$/);
  });

  it("is not retried any more once the headers have left", async () => {
    await using gateway = await startGateway({ settings: { STREAM_COMMIT_MS: "20" } });
    let goOn: () => void = () => {};
    const heard = new Promise<void>((resolve) => (goOn = resolve));
    gateway.simulator.play(async (stage) => {
      await heard;
      await refuseWith(10_012, "m")(stage);
    });
    const response = await gateway.post({ ...ASK, stream: true });
    goOn();
    expect(await readStream(response)).toMatchObject({
      error: { code: "upstream_unavailable" },
      isDone: false,
    });
    expect(gateway.simulator.connections).toHaveLength(1);
  });

  it("beats on in mid-stream as well", async () => {
    await using gateway = await startGateway({ settings: { HEARTBEAT_MS: "20" } });
    gateway.simulator.play(stallAfter(["半个"]));
    const response = await gateway.post({ ...ASK, stream: true });
    const { reader, seen } = await readUntil(response, "keep-alive");
    expect(seen.indexOf("半个")).toBeLessThan(seen.indexOf("keep-alive"));
    await reader?.cancel();
  });
});

describe("A slow reader", () => {
  it("slows Spark down, and is not taken for a silent Spark", async () => {
    await using gateway = await startGateway({ settings: { IDLE_TIMEOUT_MS: "300" } });
    const text = "字".repeat(10_000);
    const total = 1000;
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
    const response = await gateway.post({ ...ASK, stream: true });
    await stuck;
    const connection = await gateway.simulator.connection(0);
    // 30 MB were to be sent; what has left is bounded by the buffers on the way.
    expect(connection.framesSent).toBeLessThan(total / 2);
    const stream = await readStream(response);
    expect(stream.text.length).toBe(total * text.length + 1);
    expect(stream.isDone).toBe(true);
  });
});
