import { describe, expect, it } from "vitest";

import { startGateway } from "../setup/gateway";
import { postWith, readSent, SERVICES } from "../setup/services";
import { readStream } from "../setup/sse";

const ASK = { model: "spark-x", messages: [{ role: "user", content: "想一想" }] };

describe.each(SERVICES)("reasoning over %s", (_, key) => {
  it("returns reasoning before the text, whole and streamed", async () => {
    await using gateway = await startGateway();
    const post = postWith(gateway, key);
    const whole = await (await post(ASK)).json();
    expect(whole.choices[0].message.reasoning_content).toMatch(/.+/);
    expect(whole.choices[0].message.content).toMatch(/.+/);

    const stream = await readStream(await post({ ...ASK, stream: true }));
    const deltas: object[] = stream.values.flatMap(({ choices }) =>
      choices.map((choice: { delta: object }) => choice.delta),
    );
    const lastThought = deltas.findLastIndex((delta) => "reasoning_content" in delta);
    const firstWord = deltas.findIndex((delta, at) => at > 0 && "content" in delta);
    expect(lastThought).toBeGreaterThan(0);
    expect(firstWord).toBeGreaterThan(lastThought);
  });

  it.each([{ thinking: { type: "disabled" } }, { reasoning_effort: "none" }])(
    "turns thinking off with %j",
    async (fields) => {
      await using gateway = await startGateway();
      const whole = await (await postWith(gateway, key)({ ...ASK, ...fields })).json();
      expect(whole.choices[0].message).not.toHaveProperty("reasoning_content");
      expect(JSON.stringify(await readSent(gateway))).toContain('"thinking":{"type":"disabled"}');
    },
  );

  it("never sends earlier reasoning_content back to Spark", async () => {
    await using gateway = await startGateway();
    const messages = [
      { role: "user", content: "一" },
      { role: "assistant", content: "二", reasoning_content: "秘密" },
      { role: "user", content: "三" },
    ];
    expect((await postWith(gateway, key)({ ...ASK, messages })).status).toBe(200);
    expect(JSON.stringify(await readSent(gateway))).not.toContain("秘密");
  });
});

describe("reasoning parameters", () => {
  it("lists thinking in x-spark-ignored for a model that does not think", async () => {
    await using gateway = await startGateway();
    const response = await gateway.post({ ...ASK, model: "lite", thinking: { type: "enabled" } });
    expect(response.headers.get("x-spark-ignored")).toBe("thinking");
  });

  it.each([{ thinking: true }, { thinking: { type: "deep" } }, { reasoning_effort: "extreme" }])(
    "rejects the invalid parameter %j",
    async (fields) => {
      await using gateway = await startGateway();
      const response = await gateway.post({ ...ASK, ...fields });
      expect(await response.json()).toMatchObject({ error: { code: "invalid_value" } });
    },
  );
});
