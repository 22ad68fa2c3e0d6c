import { request } from "node:http";
import { buffer } from "node:stream/consumers";

import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";

import { decodeText } from "../simulator/audio-codec/decode";
import { decodeMp3 } from "../simulator/audio-codec/mp3";
import { eventually } from "../eventually";
import { type Production, startProduction } from "./production";

let server: Production;
beforeAll(async () => {
  server = await startProduction();
});
beforeEach(() => server.simulator.clear());
afterAll(() => server[Symbol.asyncDispose]());

const speak = (fields: object): Promise<Response> =>
  fetch(`${server.url}/v1/audio/speech`, {
    method: "POST",
    body: JSON.stringify({ model: "spark-tts", voice: "alloy", ...fields }),
  });

describe("production server: speech", () => {
  it("sends bytes uncompressed, even if the caller accepts a coding", async () => {
    const response = await speak({ input: "今天天气真好。" });
    expect(response.headers.get("content-type")).toBe("audio/mpeg");
    expect(response.headers.get("content-encoding")).toBeNull();
    const { samples, rate } = await decodeMp3(new Uint8Array(await response.arrayBuffer()));
    expect(decodeText(samples, rate)).toBe("今天天气真好。");
  });

  it("answers OpenAI's client", async () => {
    const speech = await server.client.audio.speech.create({
      model: "tts-1-hd",
      voice: "nova",
      input: "第一句。第二句。",
      response_format: "pcm",
    });
    const bytes = Buffer.from(await speech.arrayBuffer());
    const samples = new Int16Array(new Uint8Array(bytes).buffer);
    expect(decodeText(samples, 24_000)).toBe("第一句。第二句。");
  });

  it("cuts the connection when the audio breaks off", async () => {
    await expect(
      speak({ input: "/simulate cut-late" }).then((response) => response.arrayBuffer()),
    ).rejects.toThrow("terminated");
    const late = { input: "/simulate late 10222", stream_format: "sse" };
    const text = await (await speak(late)).text();
    expect(text).toContain('"type":"error"');
    expect(text).not.toContain("speech.audio.done");
  });

  it("closes the session when the caller disconnects mid-stream", async () => {
    const asked = request(`${server.url}/v1/audio/speech`, { method: "POST" });
    asked.end(JSON.stringify({ model: "spark-tts", input: "/simulate silent-late" }));
    await new Promise((resolve) =>
      asked.once("response", (response) => response.once("data", resolve)),
    );
    const connection = await server.simulator.connection(0);
    const leftAt = performance.now();
    asked.once("error", () => {}).destroy();
    const { at } = await connection.closed;
    expect(at - leftAt).toBeLessThan(200);
    await eventually(() => expect(server.simulator.openConnections).toBe(0));
  });

  it("rejects other methods, and answers HEAD without a body", async () => {
    expect((await fetch(`${server.url}/v1/audio/speech`)).status).toBe(405);
    const head = request(`${server.url}/v1/audio/speech`, { method: "HEAD" });
    const [status, body] = await new Promise<[number | undefined, Buffer]>((resolve) => {
      head.once("response", async (response) =>
        resolve([response.statusCode, await buffer(response)]),
      );
      head.end();
    });
    expect([status, body.length]).toEqual([405, 0]);
  });
});
