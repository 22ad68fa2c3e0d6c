import { describe, expect, it } from "vitest";

import { heldStream } from "./held-stream";
import { NPM_START, startProduction } from "./production";

const ASK = { model: "lite", messages: [{ role: "user" as const, content: "你好" }] };

describe("SIGTERM", () => {
  it.each([
    ["the server", {}],
    ["npm start", { launch: NPM_START }],
  ])(
    "lets a running stream of %s finish, accepts no new request and exits with 0",
    async (_, options) => {
      await using server = await startProduction(options);
      const { script, goOn } = heldStream();
      server.simulator.play(script);
      const stream = await server.client.chat.completions.create({ ...ASK, stream: true });
      let text = "";
      for await (const chunk of stream) {
        text += chunk.choices[0]?.delta.content ?? "";
        if (text !== "first") continue;
        server.signal("SIGTERM");
        await expectClosedDoor(server.url);
        goOn();
      }
      expect(text).toBe("firstlast");
      expect(await server.exited).toBe(0);
    },
  );

  it("stops waiting for streams after SHUTDOWN_GRACE_MS", async () => {
    await using server = await startProduction({ settings: { SHUTDOWN_GRACE_MS: "100" } });
    server.simulator.play(heldStream().script);
    const stream = await server.client.chat.completions.create({ ...ASK, stream: true });
    await stream[Symbol.asyncIterator]().next();
    server.signal("SIGTERM");
    expect(await server.exited).toBe(0);
  });

  it("exits at once on a second SIGTERM", async () => {
    await using server = await startProduction();
    server.simulator.play(heldStream().script);
    const stream = await server.client.chat.completions.create({ ...ASK, stream: true });
    await stream[Symbol.asyncIterator]().next();
    server.signal("SIGTERM");
    await expectClosedDoor(server.url);
    server.signal("SIGTERM");
    expect(await server.exited).toBe(0);
  });
});

/** Waits until the server answers 503 or accepts no connection at all. */
async function expectClosedDoor(url: string): Promise<void> {
  for (;;) {
    try {
      const response = await fetch(`${url}/v1/models`, { headers: { connection: "close" } });
      if (response.status === 503) return;
    } catch {
      return;
    }
  }
}

describe("invalid settings", () => {
  it.each([
    ["STREAM_COMMIT_MS", "soon"],
    ["SPARK_MODELS", '[{"domain": "secret-value"}]'],
    ["API_SECRET", ""],
    ["SPARK_APPS", '[{"appId": "secret-value"}]'],
    ["CONFIG_LIST_PATH", "/nowhere/config_list.json"],
  ])("fails startup with a line that names %s", async (name, value) => {
    await using server = await startProduction({ settings: { [name]: value } });
    expect(await server.exited).toBe(1);
    expect(server.output()).toMatch(new RegExp(`^.*${name}.*$`, "m"));
    expect(server.output()).not.toContain("secret-value");
  });
});
