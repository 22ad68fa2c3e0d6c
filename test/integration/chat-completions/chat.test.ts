import OpenAI from "openai";
import { describe, expect, it } from "vitest";

import { collect } from "../../collect";
import { answer, refuseWith } from "../../simulator/scripts";
import { ASK, startGateway } from "../setup/gateway";

const USAGE = { question_tokens: 1, prompt_tokens: 3, completion_tokens: 5, total_tokens: 8 };

describe("OpenAI client", () => {
  it("gets a complete answer with every field that OpenAI documents", async () => {
    await using gateway = await startGateway();
    gateway.simulator.play(answer(["你好", "，世界", "😀"], { usage: USAGE }));
    const { data, response } = await gateway.client.chat.completions.create(ASK).withResponse();
    expect(data).toEqual({
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
      usage: USAGE,
      version: "v1.1",
      domain: "lite",
    });
    expect(response.headers.get("x-spark-sid")).toMatch(/^cht/);
    expect(response.headers.get("x-request-id")).toMatch(/^req_/);
  });

  it("streams role, text and finish reason, without usage unless requested", async () => {
    await using gateway = await startGateway();
    gateway.simulator.play(answer(["你好", "，世界"], { usage: USAGE }));
    const chunks = await collect(
      await gateway.client.chat.completions.create({ ...ASK, stream: true }),
    );
    const end = { index: 0, logprobs: null, finish_reason: null };
    expect(chunks.map(({ choices }) => choices)).toEqual([
      [{ ...end, delta: { role: "assistant", content: "", refusal: null } }],
      [{ ...end, delta: { content: "你好" } }],
      [{ ...end, delta: { content: "，世界" } }],
      [{ ...end, delta: {}, finish_reason: "stop" }],
    ]);
    const heads = chunks.map(({ id, created, model, object }) => [id, created, model, object]);
    expect(new Set(heads.map(String)).size).toBe(1);
    expect(chunks.some((chunk) => "usage" in chunk)).toBe(false);
  });

  it("gets usage in a chunk of its own with stream_options.include_usage", async () => {
    await using gateway = await startGateway();
    gateway.simulator.play(answer(["你好"], { usage: USAGE }));
    const chunks = await collect(
      await gateway.client.chat.completions.create({
        ...ASK,
        stream: true,
        stream_options: { include_usage: true },
      }),
    );
    expect(chunks.at(-1)).toMatchObject({
      choices: [],
      usage: USAGE,
      version: "v1.1",
      domain: "lite",
    });
    expect(chunks.slice(0, -1).map(({ usage }) => usage)).toEqual([null, null, null]);
  });

  it("assembles a complete answer with its strict stream() helper", async () => {
    await using gateway = await startGateway();
    gateway.simulator.play(answer(["你好", "，世界"], { separateUsage: true }));
    const completion = await gateway.client.chat.completions
      .stream({ ...ASK, stream_options: { include_usage: true } })
      .finalChatCompletion();
    expect(completion.choices[0]).toMatchObject({
      finish_reason: "stop",
      message: { role: "assistant", content: "你好，世界" },
    });
    expect(completion.usage?.completion_tokens).toBeGreaterThan(0);
  });

  it("throws BadRequestError when Spark rejects before the first chunk, whole and streamed", async () => {
    await using gateway = await startGateway();
    for (const stream of [false, true]) {
      gateway.simulator.play(refuseWith(10_013, "blocked"));
      const error = await gateway.client.chat.completions
        .create({ ...ASK, stream })
        .catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(OpenAI.BadRequestError);
      expect(error).toMatchObject({ code: "content_filter", requestID: expect.any(String) });
    }
  });

  it("lists the models and retrieves one by its alias", async () => {
    await using gateway = await startGateway();
    const models = await collect(gateway.client.models.list());
    expect(models.map(({ id }) => id)).toEqual(
      expect.arrayContaining(["spark-api", "vision", "lite", "generalv3.5", "4.0Ultra"]),
    );
    expect(models[0]).toMatchObject({
      id: "spark-x2",
      context_length: 65_536,
      max_output_tokens: 131_072,
      routes: ["/v1/chat/completions", "/v1/responses", "/v1/messages"],
      deprecated: false,
      capabilities: { tools: true, reasoning: true },
    });
    expect(models.find(({ id }) => id === "4.0Ultra")).toEqual({
      id: "4.0Ultra",
      object: "model",
      created: expect.any(Number),
      owned_by: "iflytek",
      context_length: 32_768,
      max_output_tokens: 8192,
      routes: ["/v1/chat/completions", "/v1/responses", "/v1/messages"],
      deprecated: false,
      capabilities: {
        system: true,
        tools: true,
        web_search: true,
        vision: false,
        reasoning: false,
      },
      ranges: {
        temperature: { min: 0.01, max: 1 },
        top_k: { min: 1, max: 6 },
        top_p: null,
        presence_penalty: null,
        frequency_penalty: null,
        max_tokens: { min: 1, max: 8192 },
      },
    });
    expect(models.filter((model) => "deprecated" in model && model.deprecated)).toMatchObject([
      { id: "generalv3.5" },
      { id: "max-32k" },
      { id: "generalv2" },
    ]);
    expect(models.slice(-2).map(({ id }) => id)).toEqual(["generalv2", "spark-api"]);
    expect(models.find(({ id }) => id === "spark-x")).toMatchObject({
      ranges: { temperature: { max: 2 }, presence_penalty: { min: 0, max: 3 } },
    });
    expect(await gateway.client.models.retrieve("SparkDesk-v3.5")).toMatchObject({
      id: "SparkDesk-v3.5",
    });
    await expect(gateway.client.models.retrieve("gpt-9")).rejects.toMatchObject({
      status: 404,
      code: "model_not_found",
    });
  });

  it("gets text from every text model, by id and by alias", async () => {
    await using gateway = await startGateway();
    const { catalogue } = gateway.deps.settings;
    for (const id of catalogue.ids) {
      const row = catalogue.findRow(id);
      if (row?.vision || (row && row.kind !== "chat")) continue;
      for (const model of [id, ...(row?.aliases ?? [])]) {
        const completion = await gateway.client.chat.completions.create({ ...ASK, model });
        expect(completion.model).toBe(model);
        expect(completion.choices[0]?.message.content).not.toBe("");
      }
    }
  });
});

describe("spark-api: version", () => {
  it.each([
    ["v1.1", "lite", "/v1.1/chat"],
    ["v2.1", "generalv2", "/v2.1/chat"],
    ["v3.1", "generalv3", "/v3.1/chat"],
    ["v3.5", "generalv3.5", "/v3.5/chat"],
    ["v4.0", "4.0Ultra", "/v4.0/chat"],
    [undefined, "lite", "/v1.1/chat"],
  ])("maps spark-api with version %s to domain %s", async (version, domain, path) => {
    await using gateway = await startGateway();
    const response = await gateway.post({ ...ASK, model: "spark-api", version });
    expect(await response.json()).toMatchObject({ model: "spark-api", domain });
    expect(gateway.simulator.connections[0]?.path).toBe(path);
  });

  it("rejects an unknown spark-api version and lists the valid ones", async () => {
    await using gateway = await startGateway();
    const response = await gateway.post({ ...ASK, model: "spark-api", version: "v9" });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({
      error: { param: "version", message: expect.stringContaining("v1.1, v2.1, v3.1, v3.5, v4.0") },
    });
  });
});
