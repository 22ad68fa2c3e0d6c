import { zodResponseFormat } from "openai/helpers/zod";
import { describe, expect, it } from "vitest";
import { z } from "zod";

import { answerHttp } from "../../simulator/http-scripts";
import { answer } from "../../simulator/scripts";
import { type Gateway, startGateway } from "../setup/gateway";
import { postWith, readSent, SERVICES } from "../setup/services";
import { readStream } from "../setup/sse";

const ASK = { model: "generalv3.5", messages: [{ role: "user" as const, content: "给我一个人" }] };
const PERSON = z.object({ name: z.string(), age: z.int().min(0) });
const FORMAT = zodResponseFormat(PERSON, "person");
const GOOD = '{"name":"张三","age":30}';

/** Makes Spark answer with these texts in turn, on either service. */
function play(gateway: Gateway, ...texts: string[]): void {
  for (const text of texts) {
    gateway.simulator.play(answer([text]));
    gateway.simulator.playHttp(answerHttp([text]));
  }
}

describe.each(SERVICES)("structured output: json_schema over %s", (_, key) => {
  it("sends the schema to Spark and returns JSON that OpenAI's parse() accepts", async () => {
    await using gateway = await startGateway();
    play(gateway, GOOD);
    const completion = await gateway.client
      .withOptions({ apiKey: key })
      .chat.completions.parse({ ...ASK, response_format: FORMAT });
    expect(completion.choices[0]?.message.parsed).toEqual({ name: "张三", age: 30 });
    expect(JSON.stringify(await readSent(gateway))).toContain("JSON Schema");
  });

  it.each([
    ["a code fence", `\`\`\`json\n${GOOD}\n\`\`\``],
    ["surrounding prose", `好的，这是您要的：${GOOD} 希望有用`],
    ["surrounding whitespace", `\n ${GOOD}\n`],
  ])("extracts the JSON from %s", async (_place, text) => {
    await using gateway = await startGateway();
    play(gateway, text, text);
    const post = postWith(gateway, key);
    const whole = await (await post({ ...ASK, response_format: FORMAT })).json();
    expect(whole.choices[0].message.content).toBe(GOOD);
    const stream = await readStream(await post({ ...ASK, response_format: FORMAT, stream: true }));
    expect(stream).toMatchObject({ text: GOOD, finishReasons: ["stop"], isDone: true });
  });

  it.each(['{"name":"张三","age":-1}', '{"name":"张三"}', "我不知道", '{"name":"张'])(
    "asks Spark once more after the invalid answer %j",
    async (bad) => {
      await using gateway = await startGateway();
      play(gateway, bad, GOOD);
      const whole = await (
        await postWith(gateway, key)({ ...ASK, response_format: FORMAT })
      ).json();
      expect(whole.choices[0].message.content).toBe(GOOD);
      expect(gateway.simulator.connections).toHaveLength(2);
      const sent = await readSent(gateway);
      const turns: { role: string; content: string }[] = sent.messages ?? sent.payload.message.text;
      expect(turns.at(-2)).toEqual({ role: "assistant", content: bad });
      expect(turns.at(-1)?.content).toContain("不符合要求");
    },
  );

  it.each([false, true])(
    "returns 502 invalid_model_output after two invalid answers (stream: %s)",
    async (stream) => {
      await using gateway = await startGateway();
      play(gateway, "不行", "还是不行");
      const response = await postWith(gateway, key)({ ...ASK, response_format: FORMAT, stream });
      expect(response.status).toBe(502);
      expect(await response.json()).toMatchObject({
        error: { type: "server_error", code: "invalid_model_output" },
      });
    },
  );
});

describe("structured output: json_object", () => {
  it("accepts nothing but an object and asks again after an array", async () => {
    await using gateway = await startGateway();
    const response_format = { type: "json_object" };
    play(gateway, "[1]", '{"a":1}');
    const whole = await (await gateway.post({ ...ASK, response_format })).json();
    expect(whole.choices[0].message.content).toBe('{"a":1}');
    expect(gateway.simulator.connections).toHaveLength(2);
  });

  it("uses the native JSON mode of Spark's HTTP service", async () => {
    await using gateway = await startGateway();
    gateway.simulator.playHttp(answerHttp(['{"a":1}']));
    await postWith(gateway, SERVICES[1][1])({ ...ASK, response_format: { type: "json_object" } });
    expect(await readSent(gateway)).toMatchObject({ response_format: { type: "json_object" } });
  });
});
