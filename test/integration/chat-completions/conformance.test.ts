import { describe, expect, it } from "vitest";

import { collect } from "../../collect";
import { answerHttp, failHttpAfter } from "../../simulator/http-scripts";
import { answer, failAfter } from "../../simulator/scripts";
import { ASK, type Gateway, startGateway } from "../setup/gateway";
import { postWith, SERVICES } from "../setup/services";
import { readStream, readUntil } from "../setup/sse";

const USAGE = { question_tokens: 1, prompt_tokens: 3, completion_tokens: 5, total_tokens: 8 };

/** Plays the same answer on either service. */
function say(gateway: Gateway, texts: readonly string[], usage: typeof USAGE | null = USAGE): void {
  gateway.simulator.play(answer(texts, { usage }));
  gateway.simulator.playHttp(answerHttp(texts, { usage }));
}

function fail(gateway: Gateway, texts: readonly string[], code: number, message = "m"): void {
  gateway.simulator.play(failAfter(texts, code, message));
  gateway.simulator.playHttp(failHttpAfter(texts, code, message));
}

describe.each(SERVICES)("POST /v1/chat/completions over %s", (service, key) => {
  const hasVersion = service !== "HTTP";

  it("returns a complete answer with every field that OpenAI documents", async () => {
    await using gateway = await startGateway();
    say(gateway, ["你好", "，世界", "😀"]);
    const client = gateway.client.withOptions({ apiKey: key });
    const { data, response } = await client.chat.completions.create(ASK).withResponse();
    expect(data).toMatchObject({
      id: expect.stringMatching(/^chatcmpl-/),
      object: "chat.completion",
      created: expect.any(Number),
      model: "lite",
      choices: [
        {
          index: 0,
          message: { role: "assistant", content: "你好，世界😀", refusal: null },
          logprobs: null,
          finish_reason: "stop",
        },
      ],
      usage: { prompt_tokens: 3, completion_tokens: 5, total_tokens: 8 },
      domain: "lite",
    });
    expect("version" in data).toBe(hasVersion);
    expect(response.headers.get("x-spark-sid")).toMatch(/^ch[ta]/);
  });

  it("streams roles, text, finish reason and usage in this order", async () => {
    await using gateway = await startGateway();
    say(gateway, ["你好", "，世界"]);
    const client = gateway.client.withOptions({ apiKey: key });
    const chunks = await collect(
      await client.chat.completions.create({
        ...ASK,
        stream: true,
        stream_options: { include_usage: true },
      }),
    );
    expect(chunks.map(({ choices }) => choices[0]?.delta)).toEqual([
      { role: "assistant", content: "", refusal: null },
      { content: "你好" },
      { content: "，世界" },
      {},
      undefined,
    ]);
    expect(chunks.map(({ choices }) => choices[0]?.finish_reason)).toEqual([
      null,
      null,
      null,
      "stop",
      undefined,
    ]);
    expect(chunks.at(-1)?.usage).toMatchObject({ total_tokens: 8 });
    expect(new Set(chunks.map(({ id, created, model }) => `${id}${created}${model}`)).size).toBe(1);
  });

  it("assembles n choices with OpenAI's stream() helper", async () => {
    await using gateway = await startGateway();
    const completion = await gateway.client
      .withOptions({ apiKey: key })
      .chat.completions.stream({ ...ASK, n: 3, stream_options: { include_usage: true } })
      .finalChatCompletion();
    expect(completion.choices.map(({ finish_reason: reason }) => reason)).toEqual([
      "stop",
      "stop",
      "stop",
    ]);
    expect(gateway.simulator.connections).toHaveLength(3);
  });

  it.each([false, true])(
    "ends the answer and closes the connection at a stop sequence (stream: %s)",
    async (stream) => {
      await using gateway = await startGateway();
      say(gateway, ["one ST", "OP two", "three"]);
      const response = await postWith(gateway, key)({ ...ASK, stop: "STOP", stream });
      const said = stream
        ? (await readStream(response)).text
        : (await response.json()).choices[0].message.content;
      expect(said).toBe("one ");
      await Promise.all(gateway.simulator.connections.map(({ closed }) => closed));
    },
  );

  it("finishes with length when the answer uses up max_tokens", async () => {
    await using gateway = await startGateway();
    say(gateway, ["长"]);
    const whole = await (await postWith(gateway, key)({ ...ASK, max_tokens: 5 })).json();
    expect(whole.choices[0].finish_reason).toBe("length");
  });

  it("estimates usage and marks it as estimated when Spark sends none", async () => {
    await using gateway = await startGateway();
    say(gateway, ["你好吗"], null);
    const whole = await (await postWith(gateway, key)(ASK)).json();
    expect(whole.usage).toMatchObject({ completion_tokens: 2, estimated: true });
  });

  it.each([
    [10_013, 400, "content_filter"],
    [10_907, 400, "context_length_exceeded"],
    [11_201, 429, "insufficient_quota"],
    [11_200, 429, "insufficient_quota"],
  ])(
    "maps Spark's %d before any text to %d %s, whole and streamed",
    async (code, status, expected) => {
      await using gateway = await startGateway();
      for (const stream of [false, true]) {
        gateway.simulator.clear();
        fail(gateway, [], code);
        const response = await postWith(gateway, key)({ ...ASK, stream });
        expect(response.status).toBe(status);
        const { error } = await response.json();
        expect(error.code).toBe(expected);
        expect(error.message).toMatch(new RegExp(`\\(Spark ${code}, sid ch\\S+\\)$`));
        expect(response.headers.get("x-should-retry") === null).toBe(code === 10_907);
      }
    },
  );

  it.each([
    ["lite", 8192],
    ["4.0Ultra", 32_768],
    ["spark-x", 65_536],
  ])(
    "words the error for a conversation that is too long for %s as clients recognise it",
    async (model, limit) => {
      await using gateway = await startGateway();
      for (const stream of [false, true]) {
        fail(gateway, [], 10_907);
        const response = await postWith(gateway, key)({ ...ASK, model, stream });
        const { error } = await response.json();
        expect(error).toMatchObject({ code: "context_length_exceeded", param: "messages" });
        expect(error.message).toContain("Input tokens exceed the configured limit");
        expect(error.message).toContain(`this model's maximum context length is ${limit} tokens`);
      }
    },
  );

  it.each([
    [11_202, 429, "rate_limit_exceeded"],
    [11_203, 429, "concurrency_exceeded"],
    [10_012, 503, "upstream_unavailable"],
  ])("retries Spark's %d twice, then returns %d %s", async (code, status, expected) => {
    await using gateway = await startGateway();
    for (let time = 0; time < 3; time += 1) fail(gateway, [], code);
    const response = await postWith(gateway, key)(ASK);
    expect(response.status).toBe(status);
    expect(response.headers.get("retry-after")).toBe("1");
    expect(await response.json()).toMatchObject({ error: { code: expected } });
    expect(gateway.simulator.connections).toHaveLength(3);
  });

  it("sends a mid-stream error as an event, without [DONE]", async () => {
    await using gateway = await startGateway();
    fail(gateway, ["半个", "答案"], 10_012);
    const stream = await readStream(await postWith(gateway, key)({ ...ASK, stream: true }));
    expect(stream).toMatchObject({
      text: "半个答案",
      error: { code: "upstream_unavailable" },
      isDone: false,
    });
  });

  it("keeps the text and finishes with content_filter when moderation follows text", async () => {
    await using gateway = await startGateway();
    fail(gateway, ["半个"], 10_014);
    const stream = await readStream(await postWith(gateway, key)({ ...ASK, stream: true }));
    expect(stream).toMatchObject({ text: "半个", finishReasons: ["content_filter"], isDone: true });
  });

  it("closes Spark's connection when the client disconnects", async () => {
    await using gateway = await startGateway();
    gateway.simulator.play(async (stage) => stage.frame({ text: "半个", status: 0 }));
    gateway.simulator.playHttp((_body, _response, stage) => stage.delta({ content: "半个" }));
    const response = await postWith(gateway, key)({ ...ASK, stream: true });
    const { reader } = await readUntil(response, "半个");
    const leftAt = performance.now();
    void reader?.cancel();
    const [connection] = gateway.simulator.connections;
    const closed = await connection?.closed;
    expect((closed?.at ?? Number.POSITIVE_INFINITY) - leftAt).toBeLessThan(200);
  });

  it("rejects a wrong credential of the caller with 401 invalid_api_key", async () => {
    await using gateway = await startGateway();
    const wrong = hasVersion ? "123456:wrong:123456" : "nobody:knows";
    const response = await postWith(gateway, wrong)(ASK);
    expect(response.status).toBe(401);
    expect(response.headers.get("x-should-retry")).toBe("false");
    expect(await response.json()).toMatchObject({
      error: { type: "authentication_error", code: "invalid_api_key" },
    });
  });
});
