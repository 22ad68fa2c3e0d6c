import fc from "fast-check";
import OpenAI from "openai";
import { describe, expect, it } from "vitest";

import { answer } from "../../simulator/scripts";
import { ASK, startGateway } from "../setup/gateway";

/** Splits the same bytes into other packets. */
function recut(bytes: Uint8Array, places: readonly number[]): Response {
  const at = [...new Set(places.map((place) => place % bytes.length))].toSorted((a, b) => a - b);
  const ends = [...at, bytes.length];
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      let from = 0;
      for (const end of ends) {
        controller.enqueue(bytes.subarray(from, end));
        from = end;
      }
      controller.close();
    },
  });
  return new Response(body, { headers: { "content-type": "text/event-stream" } });
}

describe("streamed answers", () => {
  it("reads the same in OpenAI's client however its bytes are split into packets", async () => {
    await using gateway = await startGateway();
    const texts = ["星火", "😀\n\ndata: x", '\r\n"quoted"', "\u2028 é"];
    gateway.simulator.play(answer(texts));
    const response = await gateway.post({ ...ASK, n: 1, stream: true });
    const bytes = new Uint8Array(await response.arrayBuffer());
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(10_000), { maxLength: 60 }), async (places) => {
        const client = new OpenAI({
          apiKey: "any",
          baseURL: "http://gateway/v1",
          fetch: async () => recut(bytes, places),
        });
        const completion = await client.chat.completions.stream(ASK).finalChatCompletion();
        expect(completion.choices[0]?.message.content).toBe(texts.join(""));
        expect(completion.choices[0]?.finish_reason).toBe("stop");
      }),
      { numRuns: 60 },
    );
  });

  it("reads the same in OpenAI's client however Spark splits it into frames", async () => {
    await using gateway = await startGateway();
    const text = fc.string({ unit: "binary", minLength: 1, maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(fc.array(text, { minLength: 1, maxLength: 8 }), async (texts) => {
        gateway.simulator.clear();
        gateway.simulator.play(answer(texts));
        const completion = await gateway.client.chat.completions.stream(ASK).finalChatCompletion();
        expect(completion.choices[0]?.message.content).toBe(texts.join(""));
      }),
      { numRuns: 80 },
    );
  });
});
