import { describe, expect, it } from "vitest";

import { readResponse } from "../../responses/grammar";
import { answer, refuseWith, silence, stallAfter } from "../../simulator/scripts";
import type { Script } from "../../simulator/simulator";
import { expectClosedSoon } from "../setup/closed-soon";
import { startGateway } from "../setup/gateway";
import { readUntil } from "../setup/sse";
import { ASK, readStream, respond } from "./ask";
import { ERROR_ROWS } from "./error-rows";

const EARLY = { STREAM_COMMIT_MS: "20", HEARTBEAT_MS: "20" };

/** A script that waits until it is released. */
function hold(
  script: (stage: Parameters<Extract<Script, (...given: never) => unknown>>[0]) => unknown,
) {
  let goOn: () => void = () => {};
  const heard = new Promise<void>((resolve) => (goOn = resolve));
  const held: Script = async (stage) => {
    await heard;
    await script(stage);
  };
  return { held, goOn };
}

async function readRest(reader: Awaited<ReturnType<typeof readUntil>>["reader"]): Promise<string> {
  let rest = "";
  for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
    rest += part.value;
  }
  return rest;
}

describe("a response with a late first token", () => {
  it("starts after STREAM_COMMIT_MS, sends heartbeats, and ends in order", async () => {
    await using gateway = await startGateway({ settings: EARLY });
    const { held, goOn } = hold(answer(["终于"]));
    gateway.simulator.play(held);
    const response = await respond(gateway, { ...ASK, stream: true });
    expect(response.headers.get("x-spark-sid")).toBeNull();
    const { reader, seen } = await readUntil(response, ": keep-alive\n\n: keep-alive\n\n");
    expect(seen).toMatch(
      /^event: response\.created\n.*\n\nevent: response\.in_progress\n.*\n\n: keep-alive\n\n: keep-alive\n\n/,
    );
    goOn();
    const read = readResponse(seen + (await readRest(reader)));
    expect(read.response).toMatchObject({ status: "completed", output: [{ type: "message" }] });
    expect(read.comments).toBeGreaterThan(1);
  });

  it.each(ERROR_ROWS.map((row) => [row.code, row.failed, row] as const))(
    "reports Spark's late %d as %s in events, without a retry",
    async (code, failed, { message = "m", words }) => {
      await using gateway = await startGateway({ settings: { STREAM_COMMIT_MS: "20" } });
      const { held, goOn } = hold(refuseWith(code, message));
      gateway.simulator.play(held);
      const response = await respond(gateway, { ...ASK, stream: true });
      goOn();
      const read = await readStream(response);
      expect(read.comments).toBeGreaterThan(0);
      expect(read.response).toMatchObject({ error: { code: failed }, output: [] });
      expect(read.response.error.message).toMatch(words);
      expect(gateway.simulator.connections).toHaveLength(1);
    },
  );

  it("sends heartbeats in the middle of an item too", async () => {
    await using gateway = await startGateway({ settings: { HEARTBEAT_MS: "20" } });
    gateway.simulator.play(stallAfter(["半个"]));
    const response = await respond(gateway, { ...ASK, stream: true });
    const { reader, seen } = await readUntil(response, "keep-alive");
    expect(seen.indexOf("半个")).toBeLessThan(seen.indexOf("keep-alive"));
    await reader?.cancel();
  });
});

describe("a response with a slow reader", () => {
  it("applies backpressure to Spark and arrives complete", async () => {
    await using gateway = await startGateway({ settings: { IDLE_TIMEOUT_MS: "1500" } });
    const text = "字".repeat(10_000);
    const total = 2000;
    let blocked: () => void = () => {};
    const stuck = new Promise<void>((resolve) => (blocked = resolve));
    gateway.simulator.play(async (stage) => {
      for (let at = 0; at < total; at += 1) {
        const sent = stage.frame({ text, status: at === 0 ? 0 : 1 });
        const patience = setTimeout(blocked, 1800);
        await sent;
        clearTimeout(patience);
      }
      await stage.frame({ text: "完", status: 2 });
    });
    const response = await respond(gateway, { ...ASK, stream: true });
    await stuck;
    const connection = await gateway.simulator.connection(0);
    expect(connection.framesSent).toBeLessThan(total / 2);
    const read = readResponse(await response.text());
    expect(read.response.output[0].content[0].text).toHaveLength(total * text.length + 1);
  });
});

describe("a client that disconnects from a response", () => {
  it.each([false, true])(
    "closes Spark's socket before the first token (stream: %s)",
    async (stream) => {
      await using gateway = await startGateway();
      gateway.simulator.play(silence);
      const abort = new AbortController();
      const response = respond(gateway, { ...ASK, stream }, { signal: abort.signal });
      const connection = await gateway.simulator.connection(0);
      await connection.request;
      const leftAt = performance.now();
      abort.abort();
      await expectClosedSoon(gateway, leftAt);
      expect((await response).status).toBe(499);
    },
  );

  it.each(["the signal", "the body"])("closes Spark's socket when %s reports it", async (by) => {
    await using gateway = await startGateway({ settings: { RESPONSES_STORE: "memory" } });
    gateway.simulator.play(stallAfter(["半个"]));
    const abort = new AbortController();
    const response = await respond(gateway, { ...ASK, stream: true }, { signal: abort.signal });
    const { reader } = await readUntil(response, "半个");
    const leftAt = performance.now();
    if (by === "the signal") abort.abort();
    else void reader?.cancel();
    await expectClosedSoon(gateway, leftAt);
    expect(gateway.log).toContainEqual(expect.objectContaining({ ended: "caller_left" }));
  });
});
