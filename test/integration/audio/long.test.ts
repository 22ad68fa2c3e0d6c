import { describe, expect, it } from "vitest";

import { eventually } from "../../eventually";
import { startGateway } from "../setup/gateway";
import { askToSpeak, hear, readEvents } from "./asking";
import { say } from "./scripts";

/** More than 8,000 bytes, the limit of one session of the older service. */
const SENTENCE = "天空之所以是蓝色的，是因为空气分子更容易散射波长较短的光。";
const LONG = SENTENCE.repeat(97);
const FORMATS = ["mp3", "wav", "pcm"] as const;

describe("POST /v1/audio/speech: long texts", () => {
  it("speaks all of a text that needs two sessions, and cuts it after a sentence", async () => {
    await using gateway = await startGateway();
    const response = await askToSpeak(gateway, { input: LONG, response_format: "wav" });
    expect(await hear(response)).toBe(LONG);
    const { connections } = gateway.simulator;
    expect(connections).toHaveLength(2);
    const parts = await Promise.all(
      connections.map(async ({ request }) => {
        const { data } = JSON.parse(JSON.stringify(await request));
        return Buffer.from(data.text, "base64").toString();
      }),
    );
    expect(parts.join("")).toBe(LONG);
    expect(parts[0]).toMatch(/。$/);
    expect(gateway.log.at(-1)).toMatchObject({ characters: LONG.length, ended: "complete" });
  });

  it.each(FORMATS)("joins the audio of two sessions, as %s", async (format) => {
    await using gateway = await startGateway();
    gateway.simulator.play(say("前一段。", format), say("后一段。", format));
    const response = await askToSpeak(gateway, { input: LONG, response_format: format });
    expect(await hear(response)).toBe("前一段。后一段。");
  });

  it("opens no session for a part that holds nothing but white space", async () => {
    await using gateway = await startGateway();
    gateway.simulator.play(say("一段。", "mp3"));
    const response = await askToSpeak(gateway, { input: SENTENCE.repeat(90) + "\n".repeat(1300) });
    expect(await hear(response)).toBe("一段。");
    expect(gateway.simulator.connections).toHaveLength(1);
  });

  it("speaks 4,096 characters in one session of the newer service", async () => {
    await using gateway = await startGateway();
    const input = "好".repeat(4096);
    const response = await askToSpeak(gateway, { model: "spark-tts-hd", input });
    expect(response.status).toBe(200);
    await response.body?.cancel();
    expect(gateway.simulator.connections).toHaveLength(1);
  });

  it("retries a later session as long as none of its audio was sent", async () => {
    await using gateway = await startGateway();
    const { simulator } = gateway;
    simulator.play(say("一。", "wav"), { refuse: { status: 500 } }, say("二。", "wav"));
    const response = await askToSpeak(gateway, { input: LONG, response_format: "wav" });
    expect(await hear(response)).toBe("一。二。");
    expect(simulator.connections).toHaveLength(3);
  });

  it.each(["10222", "cut", "late 10222", "10109"])(
    "cuts the connection when a later session fails: %s",
    async (fault) => {
      await using gateway = await startGateway();
      gateway.simulator.play(say("一。", "mp3"));
      const response = await askToSpeak(gateway, { input: `${LONG}\n/simulate ${fault}` });
      expect(response.status).toBe(200);
      await expect(response.arrayBuffer()).rejects.toThrow(/spark/);
      await eventually(() => expect(gateway.simulator.openConnections).toBe(0));
      expect(gateway.log.at(-1)).toMatchObject({ ended: "failed", status: 200 });
    },
  );

  it("ends events with an error when a later session fails", async () => {
    await using gateway = await startGateway();
    gateway.simulator.play(say("一。", "mp3"));
    const fields = { input: `${LONG}\n/simulate 11201`, stream_format: "sse" };
    const events = readEvents(await (await askToSpeak(gateway, fields)).text());
    expect(events.at(-1)).toMatchObject({ type: "error", error: { code: "insufficient_quota" } });
    expect(events.filter(({ type }) => type === "speech.audio.done")).toEqual([]);
  });
});
