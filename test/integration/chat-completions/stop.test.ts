import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { answer } from "../../simulator/scripts";
import { cutByRule, frames, stops } from "../setup/cut-by-rule";
import { ASK, startGateway } from "../setup/gateway";
import { readStream } from "../setup/sse";

describe("POST /v1/chat/completions: stop sequences", () => {
  it("ends the answer right before the first stop sequence however frames are split", async () => {
    await using gateway = await startGateway();
    await fc.assert(
      fc.asyncProperty(frames, stops, fc.boolean(), async (texts, stop, stream) => {
        gateway.simulator.clear();
        gateway.simulator.play(answer(texts));
        const response = await gateway.post({ ...ASK, stop, stream });
        const said = stream
          ? (await readStream(response)).text
          : (await response.json()).choices[0].message.content;
        expect(said).toBe(cutByRule(texts.join(""), stop));
      }),
      { numRuns: 150 },
    );
  });

  it.each([false, true])(
    "closes Spark's connection at a stop sequence and estimates usage (stream: %s)",
    async (stream) => {
      await using gateway = await startGateway();
      gateway.simulator.play(async (stage) => {
        await stage.frame({ text: "one ST", status: 0 });
        await stage.frame({ text: "OP two", status: 1 });
        // Spark would keep sending, so only the gateway can end the answer.
      });
      const response = await gateway.post({
        ...ASK,
        stop: "STOP",
        stream,
        stream_options: { include_usage: true },
      });
      if (stream) {
        const answered = await readStream(response);
        expect(answered).toMatchObject({ text: "one ", finishReasons: ["stop"], isDone: true });
        expect(answered.usage).toMatchObject({ estimated: true });
      } else {
        const answered = await response.json();
        expect(answered.choices[0]).toMatchObject({
          message: { content: "one " },
          finish_reason: "stop",
        });
        expect(answered.usage).toMatchObject({ estimated: true, completion_tokens: 2 });
      }
      const connection = await gateway.simulator.connection(0);
      await connection.closed;
      expect(gateway.simulator.openConnections).toBe(0);
    },
  );

  it("returns an empty answer, not an error, when the first frame is a stop sequence", async () => {
    await using gateway = await startGateway();
    gateway.simulator.play(answer(["STOP"]), answer(["STOP"]));
    const whole = await (await gateway.post({ ...ASK, stop: "STOP" })).json();
    expect(whole.choices[0]).toMatchObject({ message: { content: "" }, finish_reason: "stop" });
    const stream = await readStream(await gateway.post({ ...ASK, stop: "STOP", stream: true }));
    expect(stream).toMatchObject({ text: "", finishReasons: ["stop"], isDone: true });
  });

  it("streams text at once when it cannot begin a stop sequence", async () => {
    await using gateway = await startGateway();
    let goOn: () => void = () => {};
    const heard = new Promise<void>((resolve) => (goOn = resolve));
    gateway.simulator.play(async (stage) => {
      await stage.frame({ text: "Hello", status: 0 });
      await heard;
      await stage.frame({ text: " there", status: 2 });
    });
    const response = await gateway.post({ ...ASK, stop: ["STOP"], stream: true });
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    let seen = "";
    while (!seen.includes("Hello")) seen += (await reader?.read())?.value ?? "";
    goOn();
    for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
      seen += part.value;
    }
    expect(seen).toContain("[DONE]");
  });
});
