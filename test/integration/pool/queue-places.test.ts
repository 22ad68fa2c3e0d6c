import { afterEach, describe, expect, it, vi } from "vitest";

import { answer, failAfter, refuseWith, silence, stallAfter } from "../../simulator/scripts";
import type { Script } from "../../simulator/simulator";
import { ASK } from "../setup/gateway";
import { startLimited, turns } from "../setup/several-apps";

describe("concurrency permits", () => {
  const endless: Script = async (stage) => {
    await stage.frame({ text: "one STOP", status: 0 });
  };

  const lingering: Script = (stage) => stage.frame({ text: "{}", status: 2 });

  it.each<[string, Script[], object, number]>([
    ["after an answer", [answer(["好"])], {}, 200],
    ["after a streamed answer", [answer(["好"])], { stream: true }, 200],
    ["after an answer whose socket Spark leaves open", [lingering], {}, 200],
    [
      "after a structured answer in a single frame",
      [lingering],
      { response_format: { type: "json_object" } },
      200,
    ],
    ["at a stop sequence while Spark continues", [endless], { stop: "STOP" }, 200],
    ["at a stop sequence in a stream", [endless], { stop: "STOP", stream: true }, 200],
    ["after a rejection", [refuseWith(10_013, "m")], {}, 400],
    ["after a rejected handshake", [{ refuse: { status: 401 } }], {}, 502],
    ["after hang-ups and retries", [{ hangUp: true }, { hangUp: true }, { hangUp: true }], {}, 502],
    ["after an unreadable frame", [(stage) => stage.send("?")], {}, 502],
    ["after an error mid-answer", [failAfter(["半"], 10_012, "m")], {}, 503],
    ["after a broken stream", [failAfter(["半"], 10_012, "m")], { stream: true }, 200],
    [
      "after a repaired answer",
      [answer(["no JSON"]), answer(["{}"])],
      { response_format: { type: "json_object" } },
      200,
    ],
    [
      "after two invalid answers",
      [answer(["no JSON"]), answer(["nor this"])],
      { response_format: { type: "json_object" } },
      502,
    ],
  ])("releases the permit %s", async (_, scripts, more, status) => {
    await using gateway = await startLimited(
      { concurrency: 1 },
      { settings: { QUEUE_TIMEOUT_MS: "5000" } },
    );
    for (let time = 0; time < 2; time += 1) {
      gateway.simulator.play(...scripts);
      const response = await gateway.post({ ...ASK, ...more });
      expect(response.status).toBe(status);
      await response.text();
    }
    const after = await gateway.post(ASK);
    expect(after.status).toBe(200);
    expect(gateway.simulator.connections).toHaveLength(2 * scripts.length + 1);
  });

  it.each<[string, Script]>([
    ["during the handshake", { silent: true }],
    ["before the first frame", silence],
    ["mid-answer", stallAfter(["半"])],
  ])("releases the permit when Spark stalls %s", async (_, script) => {
    await using gateway = await startLimited(
      { concurrency: 1 },
      {
        settings: {
          CONNECT_TIMEOUT_MS: "100",
          FIRST_FRAME_TIMEOUT_MS: "100",
          IDLE_TIMEOUT_MS: "100",
          QUEUE_TIMEOUT_MS: "5000",
        },
      },
    );
    gateway.simulator.play(script, script, script);
    for (let time = 0; time < 3; time += 1) {
      // Not 429: each request is sent without waiting for the previous one.
      expect((await gateway.post(ASK)).status).toBe(504);
    }
    expect(gateway.simulator.connections).toHaveLength(3);
  });

  it.each<[string, Script]>([
    ["during the handshake", { silent: true }],
    ["before the first frame", silence],
    ["mid-answer", stallAfter(["半"])],
  ])("releases the permit when the client disconnects %s", async (_, script) => {
    await using gateway = await startLimited({ concurrency: 1 });
    for (const stream of [false, true]) {
      const abort = new AbortController();
      const index = gateway.simulator.connections.length;
      gateway.simulator.play(script);
      const left = gateway.post({ ...ASK, stream }, { signal: abort.signal });
      await gateway.simulator.connection(index);
      await turns(5);
      abort.abort();
      await left.then((response) => response.text().catch(() => {}));
      expect((await gateway.post(ASK)).status).toBe(200);
    }
  });

  it("releases the permit when the client disconnects as it is granted", async () => {
    await using gateway = await startLimited({ concurrency: 1 });
    for (let turn = 0; turn < 20; turn += 1) {
      const abort = new AbortController();
      const asked = gateway.post(ASK, { signal: abort.signal });
      for (let step = 0; step < turn; step += 1) await Promise.resolve();
      abort.abort();
      expect((await asked).status).toBe(499);
    }
    expect((await gateway.post(ASK)).status).toBe(200);
  });
});

describe("queue timeout of a stream", () => {
  afterEach(() => void vi.useRealTimers());

  it.each([
    ["with status 429 before the headers are sent", {}, 429],
    ["as an event once the headers are sent", { STREAM_COMMIT_MS: "9999" }, 200],
  ])("reports the queue timeout %s", async (_, settings, status) => {
    await using gateway = await startLimited({ concurrency: 1 }, { settings });
    gateway.simulator.play(silence);
    const abort = new AbortController();
    const held = gateway.post(ASK, { signal: abort.signal });
    await (
      await gateway.simulator.connection(0)
    ).request;
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "setInterval", "clearInterval"] });
    const waiting = gateway.post({ ...ASK, stream: true });
    await vi.advanceTimersByTimeAsync(10_000);
    const response = await waiting;
    const text = await response.text();
    vi.useRealTimers();
    expect(response.status).toBe(status);
    expect(text).toContain('"rate_limit_exceeded"');
    expect(text).not.toContain("[DONE]");
    expect(gateway.log.at(-1)).toMatchObject({ status, code: "rate_limit_exceeded" });
    abort.abort();
    await held;
  });
});
