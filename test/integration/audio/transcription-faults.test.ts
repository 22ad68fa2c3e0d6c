import { describe, expect, it } from "vitest";

import { AUDIO_CODES } from "@/lib/spark/audio/codes";

import { eventually } from "../../eventually";
import { askToWrite, speakWav, startEar } from "./dictating";

/** iFlytek's error codes, and the status and code that the caller gets. */
const ROWS: Readonly<Record<number, readonly [status: number, code: string]>> = {
  10005: [403, "model_not_authorized"],
  10006: [400, "invalid_value"],
  10007: [400, "invalid_value"],
  10009: [400, "invalid_value"],
  10010: [429, "concurrency_exceeded"],
  10014: [504, "upstream_timeout"],
  10019: [504, "upstream_timeout"],
  10043: [400, "invalid_value"],
  10101: [502, "upstream_closed"],
  10109: [400, "invalid_value"],
  10114: [504, "upstream_timeout"],
  10139: [400, "invalid_value"],
  10160: [500, "internal_error"],
  10161: [500, "internal_error"],
  10163: [400, "invalid_value"],
  10165: [500, "internal_error"],
  10200: [504, "upstream_timeout"],
  10222: [503, "upstream_unavailable"],
  10223: [503, "upstream_unavailable"],
  10313: [502, "upstream_auth"],
  10317: [500, "internal_error"],
  10700: [503, "upstream_unavailable"],
  11200: [403, "model_not_authorized"],
  11201: [429, "insufficient_quota"],
  11202: [429, "rate_limit_exceeded"],
  11203: [429, "concurrency_exceeded"],
  11502: [503, "upstream_unavailable"],
  11503: [503, "upstream_unavailable"],
  26005: [504, "upstream_timeout"],
  26006: [504, "upstream_timeout"],
};
const MODELS = ["spark-asr", "spark-iat"] as const;

const early = (name: string): Buffer => speakWav(`/simulate ${name}\n`);
const late = (name: string): Buffer => speakWav(`第一句话。/simulate ${name}\n`);

describe("iFlytek's rejections of a recording", () => {
  it("covers every code in the table", () => {
    expect(Object.keys(ROWS).map(Number)).toEqual(AUDIO_CODES.toSorted((a, b) => a - b));
  });

  it.each(
    Object.entries(ROWS).flatMap(([code, row]) =>
      MODELS.map((model) => [code, model, row] as const),
    ),
  )(
    "returns %s of %s as an HTTP error before the first text",
    async (code, model, [status, name]) => {
      await using gateway = await startEar();
      const response = await askToWrite(gateway, early(code), { model });
      const { error } = await response.json();
      expect([response.status, error.code]).toEqual([status, name]);
      expect(error.message).toContain(`(Spark ${code}, sid `);
      await eventually(() => expect(gateway.simulator.openConnections).toBe(0));
    },
  );

  it("reports a rejection after some text alike in JSON and in a stream, without a done event", async () => {
    await using gateway = await startEar();
    const whole = await askToWrite(gateway, late("10222"));
    expect(whole.status).toBe(503);
    const response = await askToWrite(gateway, late("10222"), { stream: "true" });
    expect(response.status).toBe(200);
    const text = await response.text();
    expect(text).toContain('"delta":"第一句话。"');
    expect(text).toContain('"code":"upstream_unavailable"');
    expect(text).not.toContain("transcript.text.done");
  });

  it("fails the whole transcript if one piece is rejected", async () => {
    await using gateway = await startEar();
    const long = Array.from(
      { length: 25 },
      (_, at) => `这是第${at}句很长的话，说了很久很久。`,
    ).join("");
    const response = await askToWrite(gateway, speakWav(`${long}/simulate 10043\n`));
    expect(response.status).toBe(400);
    expect((await response.json()).error).toMatchObject({ param: "file", code: "invalid_value" });
  });
});

describe("a broken recognition session", () => {
  it.each<[string, number, string]>([
    ["cut", 502, "upstream_closed"],
    ["reset", 502, "upstream_closed"],
    ["close", 502, "upstream_closed"],
    ["garbage", 502, "upstream_invalid"],
    ["binary", 502, "upstream_invalid"],
    ["other-shape", 502, "upstream_invalid"],
    ["bad-result", 502, "upstream_invalid"],
    ["bare-error", 503, "upstream_unavailable"],
    ["handshake-401", 502, "upstream_auth"],
    ["handshake-500", 502, "upstream_closed"],
  ])("returns %s as an HTTP error on both services", async (name, status, code) => {
    for (const model of MODELS) {
      await using gateway = await startEar();
      const response = await askToWrite(gateway, early(name), { model });
      expect([response.status, (await response.json()).error.code]).toEqual([status, code]);
    }
  });

  it("gives up a session that falls silent", async () => {
    await using gateway = await startEar({
      settings: { FIRST_FRAME_TIMEOUT_MS: "300", IDLE_TIMEOUT_MS: "300" },
    });
    const response = await askToWrite(gateway, early("silent"));
    expect([response.status, (await response.json()).error.code]).toEqual([
      504,
      "upstream_timeout",
    ]);
  });

  it("retries a broken session as long as nothing was recognised", async () => {
    await using gateway = await startEar();
    const { simulator } = gateway;
    simulator.play((stage) => stage.cut());
    const response = await askToWrite(gateway, speakWav("又来一次。"));
    expect(await response.json()).toMatchObject({ text: "又来一次。" });
    expect(simulator.connections).toHaveLength(2);
  });

  it("does not retry a session after the first text", async () => {
    await using gateway = await startEar();
    expect((await askToWrite(gateway, late("cut"))).status).toBe(502);
    expect(gateway.simulator.connections).toHaveLength(1);
  });
});
