import { describe, expect, it } from "vitest";

import { eventually } from "../../eventually";
import { wavFile } from "../../wav-file";
import { encode } from "../../simulator/audio-codec/encode";
import { askToWrite, RATE, speakWav, startEar } from "./dictating";

const LEAVE_MS = 200;
const LONG = Array.from({ length: 14 }, (_, at) => `这是第${at}句话，说了很久。`).join("");

/** A delay that only a disconnect ends. */
const forever = (_: number, signal: AbortSignal): Promise<void> =>
  new Promise((_resolve, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });

/** Speech, then this many seconds of silence, then speech. */
function withPause(before: string, seconds: number, after: string): Buffer {
  const samples = [
    ...encode(before, { rate: RATE }),
    ...new Int16Array(seconds * RATE),
    ...encode(after, { rate: RATE }),
  ];
  return wavFile(
    samples.map((sample) => sample / 32_768),
    { rate: RATE, channels: 1, bits: 16 },
  );
}

describe("a caller who disconnects during a transcription", () => {
  it.each(["true", "false"])(
    "ends the session immediately while audio is sent (stream: %s)",
    async (stream) => {
      await using gateway = await startEar({ deps: { delay: forever } });
      const leaving = new AbortController();
      const asked = askToWrite(gateway, speakWav(LONG), { stream }, { signal: leaving.signal });
      const connection = await gateway.simulator.connection(0);
      await connection.request;
      expect(connection.open).toBe(true);
      const left = performance.now();
      leaving.abort();
      expect((await asked).status).toBe(499);
      const { at } = await connection.closed;
      expect(at - left).toBeLessThan(LEAVE_MS);
      await eventually(() =>
        expect(gateway.log).toContainEqual(expect.objectContaining({ ended: "caller_left" })),
      );
    },
  );

  it("ends every session in the middle of a stream", async () => {
    await using gateway = await startEar();
    const response = await askToWrite(gateway, speakWav(`${LONG}/simulate silent\n`), {
      stream: "true",
    });
    const reader = response.body?.getReader();
    const { value } = (await reader?.read()) ?? {};
    expect(Buffer.from(value ?? "").toString()).toContain("transcript.text.delta");
    const connection = await gateway.simulator.connection(0);
    const left = performance.now();
    await reader?.cancel();
    const { at } = await connection.closed;
    expect(at - left).toBeLessThan(LEAVE_MS);
  });
});

describe("uploads over the limit of bytes in memory", () => {
  it("are rejected until others have been answered or have left", async () => {
    const file = speakWav(LONG);
    const size = String(file.length + 1000);
    await using gateway = await startEar({
      settings: { MAX_BODY_BYTES: size, BODIES_MAX_BYTES: size },
      deps: { delay: forever },
    });
    const leaving = new AbortController();
    const held = askToWrite(gateway, file, {}, { signal: leaving.signal });
    await (
      await gateway.simulator.connection(0)
    ).request;

    const refused = await askToWrite(gateway, file);
    expect([refused.status, refused.headers.get("retry-after")]).toEqual([429, expect.any(String)]);
    leaving.abort();
    expect((await held).status).toBe(499);
    // Shorter than a wait: the gateway's clock stands still.
    const short = wavFile(Array<number>(8).fill(0), { rate: RATE, channels: 1, bits: 16 });
    expect((await askToWrite(gateway, short)).status).toBe(200);
  });
});

describe("a pause in a recording", () => {
  it("does not end the transcript if it is longer than iFlytek waits", async () => {
    await using gateway = await startEar();
    const file = withPause("停顿之前。", 14, "停顿之后。");
    const response = await askToWrite(gateway, file, {
      model: "spark-iat",
      response_format: "verbose_json",
    });
    const { text, segments, duration } = await response.json();
    expect(text).toBe("停顿之前。停顿之后。");
    expect(gateway.simulator.connections.length).toBe(2);
    expect(segments[1].start).toBeGreaterThan(14);
    expect(segments[1].end).toBeLessThanOrEqual(duration);
  });

  it("does not end the transcript after 40 seconds with the large model", async () => {
    await using gateway = await startEar();
    const response = await askToWrite(gateway, withPause("前。", 40, "后。"));
    expect((await response.json()).text).toBe("前。后。");
  });

  it("returns an empty transcript if the whole recording is silent", async () => {
    await using gateway = await startEar();
    const response = await askToWrite(gateway, withPause("", 30, ""), { model: "spark-iat" });
    expect((await response.json()).text).toBe("");
  });

  it("fails when iFlytek keeps ending sessions immediately", async () => {
    await using gateway = await startEar();
    const file = speakWav(`/simulate end-early\n${LONG}`);
    expect((await askToWrite(gateway, file)).status).toBe(502);
  });
});

describe("the pace of uploaded audio", () => {
  it("is real time, and no word is lost", async () => {
    const waits: number[] = [];
    const clock = { now: Date.now() };
    await using gateway = await startEar({
      simulator: { now: () => clock.now },
      deps: {
        now: () => new Date(clock.now),
        delay: async (milliseconds) => {
          waits.push(milliseconds);
          clock.now += milliseconds;
          await new Promise(setImmediate);
        },
      },
    });
    const began = clock.now;
    const response = await askToWrite(gateway, speakWav(LONG));
    const { text, usage } = await response.json();
    expect(text).toBe(LONG);
    expect(Math.ceil((clock.now - began) / 1000)).toBe(usage.seconds);
    expect(Math.max(...waits)).toBeLessThanOrEqual(40);
  });

  it("is faster if the operator sets it, which the simulator penalises", async () => {
    await using gateway = await startEar({ settings: { TRANSCRIPTION_PACE: "4" } });
    const { text } = await (await askToWrite(gateway, speakWav(LONG))).json();
    expect(text.length).toBeLessThan(LONG.length);
    await using patient = await startEar({
      settings: { TRANSCRIPTION_PACE: "4" },
      simulator: { audioPace: 4 },
    });
    expect((await (await askToWrite(patient, speakWav(LONG))).json()).text).toBe(LONG);
  });
});
