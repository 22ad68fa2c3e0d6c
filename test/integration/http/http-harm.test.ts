import { describe, expect, it } from "vitest";

import { KNOWN_FIELDS } from "@/lib/api/chat-completions/request-schema";

import { ASK, startGateway } from "../setup/gateway";

describe("wrong gateway keys", () => {
  it("rejects 10,000 requests with a wrong key without contacting Spark or logging the key", async () => {
    await using gateway = await startGateway({ settings: { GATEWAY_API_KEYS: "secret" } });
    const headers = { authorization: "Bearer a-guess-at-the-key" };
    for (let times = 0; times < 10_000; times += 1) {
      const { status } = await gateway.post(ASK, { headers });
      if (status !== 401) expect(status).toBe(401);
    }
    expect(gateway.simulator.connections).toHaveLength(0);
    expect(gateway.log).toHaveLength(10_000);
    expect(JSON.stringify(gateway.log)).not.toContain("a-guess");
  });
});

describe("bodies with very many fields", () => {
  it("rejects a body with 2,000 unknown fields", async () => {
    await using gateway = await startGateway();
    const many = Object.fromEntries(Array.from({ length: 2000 }, (_, at) => [`k${at}`, 1]));
    const response = await gateway.post({ ...ASK, ...many });
    expect(await response.json()).toMatchObject({ error: { code: "invalid_value", param: null } });
  });
});

describe("JSON nested 10,000 deep", () => {
  const deep = (open: string, close: string): string => open.repeat(10_000) + close.repeat(10_000);

  it.each([...KNOWN_FIELDS, "metadata", "never_heard_of"])(
    "ignores or rejects a deeply nested `%s` without a fault",
    async (name) => {
      await using gateway = await startGateway();
      for (const value of [deep("[", "]"), `${'{"a":'.repeat(10_000)}1${"}".repeat(10_000)}`]) {
        const { [name]: _, ...rest } = { ...ASK, model: "4.0Ultra" } as Record<string, unknown>;
        const body = `{${JSON.stringify(name)}:${value},${JSON.stringify(rest).slice(1)}`;
        expect([200, 400]).toContain((await gateway.post(body)).status);
      }
      expect(gateway.log.filter(({ event }) => event === "fault")).toEqual([]);
    },
  );
});

describe("line breaks in Spark's session id", () => {
  const evil = "cht1\r\nx-evil: 1\n\ndata: [DONE]";
  const refused = { header: { code: 10_013, message: "m", sid: evil, status: 2 } };
  const spoken = {
    header: { code: 0, message: "Success", sid: evil, status: 2 },
    payload: {
      choices: { status: 2, seq: 0, text: [{ content: "好", role: "assistant", index: 0 }] },
    },
  };

  it.each([
    ["an answer", spoken, 200],
    ["an error", refused, 400],
  ])("injects neither a header nor an event into %s", async (_, frame, status) => {
    await using gateway = await startGateway();
    for (const stream of [false, true]) {
      gateway.simulator.play((stage) => stage.send(JSON.stringify(frame)));
      const response = await gateway.post({ ...ASK, stream });
      expect(response.status).toBe(status);
      expect(response.headers.get("x-spark-sid")).toBe("cht1x-evil:1data:DONE");
      expect(response.headers.get("x-evil")).toBeNull();
      // Inside JSON it stays one event, because line breaks are escaped.
      const ends = (await response.text()).match(/^data: \[DONE\]$/gm) ?? [];
      expect(ends).toHaveLength(stream && status === 200 ? 1 : 0);
    }
  });
});
