import { type ClientRequest, request } from "node:http";

import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";

import { silence, stallAfter } from "../simulator/scripts";
import { type Production, startProduction } from "./production";

let server: Production;

beforeAll(async () => {
  server = await startProduction();
});
beforeEach(() => server.simulator.clear());
afterAll(() => server[Symbol.asyncDispose]());

function ask(stream: boolean): { asking: ClientRequest; text: Promise<string> } {
  const asking = request(`${server.url}/v1/chat/completions`, { method: "POST" });
  const text = new Promise<string>((resolve) => {
    asking.on("response", (response) => {
      response.setEncoding("utf8").once("data", resolve);
    });
  });
  // The test itself disconnects.
  asking.on("error", () => {});
  const messages = [{ role: "user", content: "你好" }];
  asking.end(JSON.stringify({ model: "lite", messages, stream }));
  return { asking, text };
}

async function expectClosedSoon(leftAt: number): Promise<void> {
  const connection = await server.simulator.connection(0);
  const { at } = await connection.closed;
  expect(at - leftAt).toBeLessThan(200);
  expect(server.simulator.openConnections).toBe(0);
}

describe("production server: client disconnects", () => {
  it.each([true, false])(
    "closes Spark's socket when the client disconnects before the first token (stream: %s)",
    async (stream) => {
      server.simulator.play(silence);
      const { asking } = ask(stream);
      await (
        await server.simulator.connection(0)
      ).request;
      const leftAt = performance.now();
      asking.destroy();
      await expectClosedSoon(leftAt);
    },
  );

  it.each([true, false])(
    "closes Spark's socket when the client disconnects mid-answer (stream: %s)",
    async (stream) => {
      let sent: () => void = () => {};
      const half = new Promise<void>((resolve) => (sent = resolve));
      server.simulator.play(async (stage) => {
        await stallAfter(["半个", "答案"])(stage);
        sent();
      });
      const { asking, text } = ask(stream);
      await half;
      if (stream) await text;
      const leftAt = performance.now();
      asking.destroy();
      await expectClosedSoon(leftAt);
    },
  );

  it("answers the next caller after disconnects, without an error in the log", async () => {
    const completion = await server.client.chat.completions.create({
      model: "lite",
      messages: [{ role: "user", content: "再问" }],
    });
    expect(completion.choices[0]?.message.content).toContain("再问");
    expect(server.output()).toContain('"ended":"caller_left"');
    expect(server.output()).not.toContain('"level":"error"');
  });
});
