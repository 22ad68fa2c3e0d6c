import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { perform } from "../../simulator/scripts";
import { cutByRule, frames, stops } from "../setup/cut-by-rule";
import { startGateway } from "../setup/gateway";
import { ASK, readStream, readWhole, respond } from "./ask";

type Item = { type: string; content: { text: string }[] };
const textOf = ({ output }: { output: Item[] }): string =>
  output.flatMap(({ content }) => content.map(({ text }) => text)).join("");

describe("stop in the Responses API", () => {
  it("ends the answer right before the first stop sequence however frames are split", async () => {
    await using gateway = await startGateway();
    await fc.assert(
      fc.asyncProperty(frames, stops, fc.boolean(), async (texts, stop, stream) => {
        gateway.simulator.clear();
        gateway.simulator.play(perform({ texts }));
        const response = await respond(gateway, { ...ASK, stop, stream });
        const answer = stream ? (await readStream(response)).response : await readWhole(response);
        expect(textOf(answer)).toBe(cutByRule(texts.join(""), stop));
        expect(answer.status).toBe("completed");
      }),
      { numRuns: 100 },
    );
  });

  it.each([false, true])(
    "closes Spark's connection and estimates usage (stream: %s)",
    async (stream) => {
      await using gateway = await startGateway();
      gateway.simulator.play(async (stage) => {
        await stage.frame({ text: "one ST", status: 0 });
        await stage.frame({ text: "OP two", status: 1 });
        // Spark would keep sending, so only the gateway can end the answer.
      });
      const response = await respond(gateway, { ...ASK, stop: "STOP", stream });
      const answer = stream ? (await readStream(response)).response : await readWhole(response);
      expect(answer).toMatchObject({ usage: { estimated: true, output_tokens: 2 } });
      expect(textOf(answer)).toBe("one ");
      const connection = await gateway.simulator.connection(0);
      await connection.closed;
    },
  );

  it("returns an empty message when the first text is a stop sequence", async () => {
    await using gateway = await startGateway();
    gateway.simulator.play(perform({ texts: ["STOP"] }), perform({ texts: ["STOP"] }));
    const body = { ...ASK, stop: ["STOP"] };
    const whole = await readWhole(await respond(gateway, body));
    const { response } = await readStream(await respond(gateway, { ...body, stream: true }));
    for (const answer of [whole, response]) {
      const message = { type: "message", status: "completed", content: [{ text: "" }] };
      expect(answer).toMatchObject({ status: "completed", output: [message] });
    }
  });
});
