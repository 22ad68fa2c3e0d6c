import { describe, expect, it } from "vitest";

import { eventually } from "../../eventually";
import { startGateway } from "../setup/gateway";
import { askToSpeak, hear, readEvents } from "./asking";

/** Only a silent service has to be waited for; otherwise the timeout allows for a busy machine. */
const toSettings = (name: string): Record<string, string> =>
  name.startsWith("silent") ? { FIRST_FRAME_TIMEOUT_MS: "3000", IDLE_TIMEOUT_MS: "300" } : {};

type Row = [name: string, status: number, code: string, spark: number | null];

const CODES: Row[] = [
  ["10005", 403, "model_not_authorized", 10_005],
  ["10006", 400, "invalid_value", 10_006],
  ["10007", 400, "invalid_value", 10_007],
  ["10009", 400, "invalid_value", 10_009],
  ["10010", 429, "concurrency_exceeded", 10_010],
  ["10014", 504, "upstream_timeout", 10_014],
  ["10019", 504, "upstream_timeout", 10_019],
  ["10043", 400, "invalid_value", 10_043],
  ["10101", 502, "upstream_closed", 10_101],
  ["10109", 400, "invalid_value", 10_109],
  ["10114", 504, "upstream_timeout", 10_114],
  ["10139", 400, "invalid_value", 10_139],
  ["10160", 500, "internal_error", 10_160],
  ["10161", 500, "internal_error", 10_161],
  ["10163", 400, "invalid_value", 10_163],
  ["10165", 500, "internal_error", 10_165],
  ["10200", 504, "upstream_timeout", 10_200],
  ["10222", 503, "upstream_unavailable", 10_222],
  ["10223", 503, "upstream_unavailable", 10_223],
  ["10313", 502, "upstream_auth", 10_313],
  ["10317", 500, "internal_error", 10_317],
  ["10700", 503, "upstream_unavailable", 10_700],
  ["11200", 403, "model_not_authorized", 11_200],
  ["11201", 429, "insufficient_quota", 11_201],
  ["11202", 429, "rate_limit_exceeded", 11_202],
  ["11502", 503, "upstream_unavailable", 11_502],
  ["11503", 503, "upstream_unavailable", 11_503],
  ["26005", 504, "upstream_timeout", 26_005],
  ["26006", 504, "upstream_timeout", 26_006],
  ["100001", 503, "upstream_unavailable", 100_001],
  // These codes are not documented for speech, whatever they mean in chat.
  ["10015", 503, "upstream_unavailable", 10_015],
  ["12345", 503, "upstream_unavailable", 12_345],
];

const BREAKS: Row[] = [
  ["silent", 504, "upstream_timeout", null],
  ["cut", 502, "upstream_closed", null],
  ["reset", 502, "upstream_closed", null],
  ["close", 502, "upstream_closed", null],
  ["garbage", 502, "upstream_invalid", null],
  ["binary", 502, "upstream_invalid", null],
  ["other-shape", 502, "upstream_invalid", null],
  ["bad-audio", 502, "upstream_invalid", null],
  ["bad-base64", 502, "upstream_invalid", null],
  ["no-audio", 502, "upstream_invalid", null],
  ["handshake-401", 502, "upstream_auth", null],
  ["handshake-403", 502, "upstream_auth", null],
  ["handshake-500", 502, "upstream_closed", null],
];

const MODELS = ["spark-tts", "spark-tts-hd"] as const;
const each = (rows: readonly Row[]) =>
  MODELS.flatMap((model) => rows.map((row) => [model, ...row] as const));

describe("POST /v1/audio/speech: failures before the first audio", () => {
  it.each(each([...CODES, ...BREAKS]))(
    "of %s: %s returns %d %s",
    async (model, name, status, code, spark) => {
      await using gateway = await startGateway({ settings: toSettings(name) });
      const input = `/simulate ${name}`;
      const response = await askToSpeak(gateway, { model, input });
      const { error } = await response.json();
      expect([response.status, error.code]).toEqual([status, code]);
      expect(response.headers.get("content-type")).toBe("application/json");
      if (spark !== null) {
        expect(error.message).toMatch(new RegExp(`\\(Spark ${spark}, sid (?:tts|aso)\\S+\\)$`));
        expect(response.headers.get("x-spark-sid")).toMatch(/^(?:tts|aso)/);
      }
      if (status === 400) expect(error.param).toBe("input");
      expect(JSON.stringify(gateway.log)).not.toContain(input);
      expect(gateway.log.filter(({ level }) => level === "error")).toEqual([]);
      await eventually(() => expect(gateway.simulator.openConnections).toBe(0));
    },
  );
});

const LATE: [name: string, code: string][] = [
  ["late 10222", "upstream_unavailable"],
  ["late 10114", "upstream_timeout"],
  ["late 11201", "insufficient_quota"],
  ["late 12345", "upstream_unavailable"],
  ["cut-late", "upstream_closed"],
  ["reset-late", "upstream_closed"],
  ["close-late", "upstream_closed"],
  ["silent-late", "upstream_timeout"],
  ["garbage-late", "upstream_invalid"],
];

describe("POST /v1/audio/speech: failures mid-stream", () => {
  it.each(MODELS.flatMap((model) => LATE.map((row) => [model, ...row] as const)))(
    "of %s: %s cuts the connection, and is logged as %s",
    async (model, name, code) => {
      await using gateway = await startGateway({ settings: toSettings(name) });
      const response = await askToSpeak(gateway, { model, input: `/simulate ${name}` });
      expect(response.status).toBe(200);
      await expect(response.arrayBuffer()).rejects.toThrow(/spark/);
      const line = gateway.log.find(({ event }) => event === "request");
      expect(line).toMatchObject({ status: 200, ended: "failed", code, stream: true });
      await eventually(() => expect(gateway.simulator.openConnections).toBe(0));
    },
  );

  it.each(LATE)("as events: %s ends with an error %s, without a done event", async (name, code) => {
    await using gateway = await startGateway({ settings: toSettings(name) });
    const fields = { input: `/simulate ${name}`, stream_format: "sse" };
    const events = readEvents(await (await askToSpeak(gateway, fields)).text());
    expect(events.at(0)?.type).toBe("speech.audio.delta");
    expect(events.at(-1)).toMatchObject({ type: "error", error: { code } });
    expect(events.filter(({ type }) => type === "speech.audio.done")).toEqual([]);
  });

  it("ignores a rejection that comes after the end, but logs it", async () => {
    await using gateway = await startGateway();
    const response = await askToSpeak(gateway, { input: "/simulate after-end" });
    expect(await hear(response)).toMatch(/last of it\.$/);
    expect(gateway.log.find(({ event }) => event === "request")).toMatchObject({
      ended: "complete",
    });
  });
});
