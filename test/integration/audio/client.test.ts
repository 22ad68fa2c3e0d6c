import { describe, expect, it } from "vitest";

import { startGateway } from "../setup/gateway";
import { hearBytes } from "./asking";

describe("OpenAI's client: audio.speech", () => {
  it("receives the whole audio, as its documentation shows", async () => {
    await using gateway = await startGateway();
    const answer = await gateway.client.audio.speech.create({
      model: "tts-1",
      voice: "alloy",
      input: "今天是个好日子。",
      speed: 1.25,
    });
    const bytes = new Uint8Array(await answer.arrayBuffer());
    expect(await hearBytes(bytes, "audio/mpeg")).toBe("今天是个好日子。");
  });

  it("receives PCM as it arrives", async () => {
    await using gateway = await startGateway();
    const answer = await gateway.client.audio.speech.create({
      model: "tts-1-hd",
      voice: "marin",
      input: "一句一句地来。第一句。第二句。第三句。",
      response_format: "pcm",
      instructions: "Speak slowly.",
    });
    expect(answer.headers.get("x-spark-ignored")).toBe("instructions");
    const parts: Uint8Array[] = [];
    const reader = answer.body?.getReader();
    for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
      parts.push(part.value);
    }
    expect(parts.length).toBeGreaterThan(2);
    expect(await hearBytes(Buffer.concat(parts), "audio/pcm")).toMatch(/^一句.*第三句。$/);
  });

  it("throws its own error classes for rejections", async () => {
    await using gateway = await startGateway();
    const ask = (fields: object) =>
      gateway.client.audio.speech.create({ model: "tts-1", voice: "alloy", input: "a", ...fields });
    await expect(ask({ voice: "x4_yezi" })).rejects.toMatchObject({
      status: 403,
      code: "model_not_authorized",
    });
    await expect(ask({ response_format: "opus" })).rejects.toMatchObject({
      status: 400,
      param: "response_format",
    });
    await expect(ask({ input: "/simulate 11202" })).rejects.toMatchObject({
      status: 429,
      headers: expect.objectContaining({}),
    });
  });

  it("throws when the audio breaks off", async () => {
    await using gateway = await startGateway();
    const answer = await gateway.client.audio.speech.create({
      model: "tts-1",
      voice: "alloy",
      input: "/simulate cut-late",
    });
    await expect(answer.arrayBuffer()).rejects.toThrow(/spark/);
  });
});
