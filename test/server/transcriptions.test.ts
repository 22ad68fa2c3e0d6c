import { request } from "node:http";
import { gzipSync } from "node:zlib";

import { toFile } from "openai";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";

import { formBody, part } from "../form-body";
import { speakMp3, speakWav } from "../integration/audio/dictating";
import { type Production, startProduction } from "./production";

const WORDS = "你好，世界。This is it.";
const LEAVE_MS = 200;

let server: Production;
beforeAll(async () => {
  server = await startProduction();
});
beforeEach(() => server.simulator.clear());
afterAll(() => server[Symbol.asyncDispose]());

const post = (body: Uint8Array, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(`${server.url}/v1/audio/transcriptions`, {
    method: "POST",
    body: new Uint8Array(body),
    headers: { "content-type": "multipart/form-data; boundary=b0undary", ...headers },
  });

describe("production server: transcriptions", () => {
  it.each([
    ["WAV", async () => speakWav(WORDS)],
    ["MP3 as iFlytek takes it", () => speakMp3(WORDS)],
    ["MP3 that is decoded here", () => speakMp3(WORDS, 44_100)],
  ])("answers OpenAI's client about %s", async (_case, speak) => {
    const file = await toFile(await speak(), "speech");
    const { transcriptions } = server.client.audio;
    const { text } = await transcriptions.create({ file, model: "whisper-1" });
    expect(text).toBe(WORDS);
  });

  it("reads a compressed form, and answers with events", async () => {
    const parts = [part("file", speakWav(WORDS), "a.wav"), part("model", "spark-iat")];
    const form = gzipSync(formBody([...parts, part("stream", "true")]));
    const response = await post(form, { "content-encoding": "gzip" });
    expect(response.headers.get("content-type")).toBe("text/event-stream; charset=utf-8");
    expect(await response.text()).toContain(`"type":"transcript.text.done","text":"${WORDS}"`);
  });

  it.each<[string, Uint8Array, number]>([
    ["half a form", formBody([part("file", speakWav(WORDS))]).subarray(0, 9000), 400],
    ["endless parts", formBody(Array.from({ length: 20_000 }, () => part("a", ""))), 400],
    ["33 MB", formBody([part("file", Buffer.alloc(33 * 1024 * 1024))]), 413],
  ])("rejects %s, and serves the next request", async (_case, body, status) => {
    const response = await post(body);
    expect(response.status).toBe(status);
    expect((await response.json()).error.type).toBe("invalid_request_error");
    expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
  });

  it("closes the session when the caller disconnects while audio is sent", async () => {
    const body = formBody([part("file", speakWav(WORDS)), part("model", "spark-asr")]);
    const asked = request(`${server.url}/v1/audio/transcriptions`, {
      method: "POST",
      headers: { "content-type": "multipart/form-data; boundary=b0undary" },
    });
    asked.end(body);
    const connection = await server.simulator.connection(0);
    await connection.request;
    const leftAt = performance.now();
    asked.once("error", () => {}).destroy();
    const { at } = await connection.closed;
    expect(at - leftAt).toBeLessThan(LEAVE_MS);
  });
});
