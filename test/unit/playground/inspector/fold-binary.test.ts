import { describe, expect, it } from "vitest";

import { toHttpFile, toLogText } from "@/lib/playground/inspector/export-log";

import { SECRET, startWire } from "./scripted-wire";

const MEGABYTE = new Uint8Array(1_000_000).fill(65);

function readLog(wire: ReturnType<typeof startWire>) {
  const log = wire.recorder.read("a");
  if (!log) throw new Error("nothing was recorded");
  return log;
}

describe("sound on the wire", () => {
  it("is passed on whole and recorded by its type and length", async () => {
    const wire = startWire();
    wire.answers.push(new Response(MEGABYTE, { headers: { "content-type": "audio/mpeg" } }));
    const speech = { model: "spark-tts", voice: "alloy", input: "你好" };
    const response = await wire.client.audio.speech.create(speech);
    expect((await response.arrayBuffer()).byteLength).toBe(MEGABYTE.length);
    const log = readLog(wire);
    expect(log.events).toMatchObject([
      { kind: "body", bytes: 1_000_000, raw: "(audio/mpeg, 1000000 bytes)" },
    ]);
    expect(log).toMatchObject({ bytes: 1_000_000, request: { body: speech } });
    expect(toLogText(log).length).toBeLessThan(2000);
  });

  it("still shows a failure in words where sound was asked for", async () => {
    const wire = startWire();
    const error = { error: { message: "No grant.", type: "t", param: null, code: "c" } };
    wire.answers.push(Response.json(error, { status: 403 }));
    const speech = { model: "spark-tts", voice: "alloy", input: "你好" };
    await expect(wire.client.audio.speech.create(speech)).rejects.toThrow("No grant.");
    expect(readLog(wire).events).toMatchObject([{ kind: "body", raw: JSON.stringify(error) }]);
  });

  it("is recorded by name, type and length where it is uploaded, and exported as a file to send", async () => {
    const wire = startWire();
    wire.answers.push(Response.json({ text: "你好" }));
    const file = new File([MEGABYTE], "dictation.wav", { type: "audio/wav" });
    await wire.client.audio.transcriptions.create({ model: "spark-asr", file });
    const sent = wire.received[0]?.init?.body;
    expect(sent instanceof FormData && sent.get("file")).toMatchObject({ size: 1_000_000 });
    const log = readLog(wire);
    expect(log.request.body).toEqual({
      model: "spark-asr",
      file: "dictation.wav (audio/wav, 1000000 bytes)",
    });
    const http = toHttpFile(log.request);
    expect(http).toContain("content-type: multipart/form-data; boundary=boundary\n");
    expect(http).toContain(
      [
        "--boundary",
        'Content-Disposition: form-data; name="file"; filename="dictation.wav"',
        "Content-Type: audio/wav",
        "",
        "< ./dictation.wav",
        "--boundary--",
        "",
      ].join("\n"),
    );
    const shown = [JSON.stringify(log), toLogText(log), http].join();
    expect(shown).not.toContain(SECRET);
    expect(shown.length).toBeLessThan(6000);
  });
});
