import { describe, expect, it } from "vitest";

import { perform } from "../../simulator/scripts";
import { startGateway } from "../setup/gateway";
import { readSent, SERVICES } from "../setup/services";
import { ASK, askWhole, readTold, readWhole, respond } from "./ask";
import { PERSON, WEATHER } from "./tools";

describe.each(SERVICES)("output format and reasoning over %s", (_, key) => {
  it("sends a flat schema and json_object as instructions, and none for plain text", async () => {
    await using gateway = await startGateway();
    const fields = { ...ASK, tools: [WEATHER], tool_choice: "none" };
    for (const format of [PERSON, { type: "json_object" }]) {
      const whole = await askWhole(gateway, { ...fields, text: { format } }, { key });
      expect(JSON.parse(whole.output[0].content[0].text)).toEqual(expect.any(Object));
      expect(whole.text).toEqual({ format, verbosity: "medium" });
      expect(JSON.stringify(await readSent(gateway))).toContain("JSON");
    }
    await askWhole(gateway, { ...ASK, text: {} }, { key });
    expect(JSON.stringify(await readSent(gateway))).not.toContain("JSON");
  });

  it("turns reasoning off with effort none, and reports effort for a model that does not reason", async () => {
    await using gateway = await startGateway();
    const off = { ...ASK, reasoning: { effort: "none" } };
    const whole = await askWhole(gateway, { ...off, model: "spark-x" }, { key });
    expect(whole.output.map(({ type }: { type: string }) => type)).toEqual(["message"]);
    expect(whole.reasoning).toEqual({ effort: "none", summary: null });
    expect(JSON.stringify(await readSent(gateway))).toContain('"thinking":{"type":"disabled"}');
    expect(readTold(await respond(gateway, off, { key })).ignored).toEqual(["reasoning.effort"]);
  });

  it.each(["auto", "concise", "detailed"])(
    "reports that a summary requested as %s is the full reasoning",
    async (summary) => {
      await using gateway = await startGateway();
      for (const reasoning of [{ summary }, { generate_summary: summary }]) {
        const response = await respond(gateway, { ...ASK, model: "spark-x", reasoning }, { key });
        expect(readTold(response).adjusted).toEqual(["reasoning.summary=verbatim"]);
        const { output } = await readWhole(response);
        expect(output[0].summary).toEqual([{ type: "summary_text", text: expect.any(String) }]);
        expect(output[0]).not.toHaveProperty("content");
      }
    },
  );
});

describe("output format beside a call", () => {
  it("leaves text before a call in front of it", async () => {
    await using gateway = await startGateway();
    const call = { name: WEATHER.name, arguments: "{}" };
    gateway.simulator.play(perform({ texts: ["看一下"], call }));
    const fields = { ...ASK, tools: [WEATHER], text: { format: { type: "json_object" } } };
    const whole = await askWhole(gateway, fields);
    expect(whole.output.map(({ type }: { type: string }) => type)).toEqual([
      "message",
      "function_call",
    ]);
  });
});
