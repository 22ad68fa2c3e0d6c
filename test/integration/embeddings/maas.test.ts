import { describe, expect, it } from "vitest";

import { toVector } from "../../simulator/embedding/vector";
import { DEMO_APP } from "../../simulator/apps";
import { type Gateway, startGateway } from "../setup/gateway";
import { embedWith, TRIPLE } from "./asking";

const row = {
  id: "xop3qwen8bembedding",
  kind: "embedding",
  httpHost: "maas-api.cn-huabei-1.xf-yun.com",
};
const start = (): Promise<Gateway> =>
  startGateway({ settings: { SPARK_MODELS: JSON.stringify([row]) } });
const ask = { model: row.id };
const texts = (count: number) => Array.from({ length: count }, (_, at) => `text ${at}`);

describe("a MaaS embedding model in SPARK_MODELS", () => {
  it.each([
    ["the server's app", {}],
    ["the caller's three values", { authorization: `Bearer ${TRIPLE}` }],
    ["its APIKey as an APIPassword", { "x-api-password": DEMO_APP.apiKey }],
  ])("is requested with the APIKey as bearer token, by %s", async (_, headers) => {
    await using gateway = await start();
    const response = await embedWith(gateway, { ...ask, input: "你好" }, { headers });
    const { data, usage } = await response.json();
    expect(data[0].embedding).toEqual(Array.from(toVector("你好", "para", 4096)));
    // MaaS reports its own token count.
    expect(usage).toEqual({ prompt_tokens: 2, total_tokens: 2 });
    const [connection] = gateway.simulator.connections;
    expect(connection?.path).toBe("/v2/embeddings");
    expect(connection?.headers.authorization).toBe(`Bearer ${DEMO_APP.apiKey}`);
    expect(await connection?.body).toEqual({
      model: row.id,
      user: expect.stringMatching(/^.{32}$/),
      input: ["你好"],
      encoding_format: "float",
    });
  });

  it("sends 16 texts at once and keeps their order", async () => {
    await using gateway = await start();
    const input = texts(40);
    const { data } = await gateway.client.embeddings.create({ ...ask, input });
    expect(data.map(({ index }) => index)).toEqual(input.map((_, at) => at));
    expect(data[39]?.embedding).toEqual(Array.from(toVector("text 39", "para", 4096)));
    expect(gateway.simulator.connections).toHaveLength(3);
  });

  it.each(["float", "base64"])("honours dimensions as %s", async (format) => {
    await using gateway = await start();
    const body = { ...ask, input: "你好", dimensions: 64, encoding_format: format };
    const { data } = await (await embedWith(gateway, body)).json();
    const expected = toVector("你好", "para", 64);
    expect(data[0].embedding).toEqual(
      format === "base64" ? Buffer.from(expected.buffer).toString("base64") : Array.from(expected),
    );
  });

  it("reports input_type as ignored by MaaS", async () => {
    await using gateway = await start();
    const response = await embedWith(gateway, { ...ask, input: "a", input_type: "query" });
    expect(response.headers.get("x-spark-ignored")).toBe("input_type");
  });

  it.each([
    ["11202", 429, "rate_limit_exceeded"],
    ["11221", 403, "model_not_authorized"],
    ["10305", 400, "invalid_value"],
    ["10012", 503, "upstream_unavailable"],
  ])("maps an error in the header of a 200, %s, to %d %s", async (told, status, code) => {
    await using gateway = await start();
    const response = await embedWith(gateway, { ...ask, input: ["a", `/simulate ${told}`] });
    const { error } = await response.json();
    expect([response.status, error.code]).toEqual([status, code]);
  });

  it("maps an error with an integer code in a 400", async () => {
    await using gateway = await start();
    const response = await embedWith(gateway, { ...ask, input: "a", dimensions: 5 });
    expect(response.status).toBe(400);
    expect((await response.json()).error.message).toContain("(Spark 10004)");
  });

  it("lists a MaaS embedding model with its route", async () => {
    await using gateway = await start();
    expect(await (await gateway.fetch(`/v1/models/${row.id}`)).json()).toMatchObject({
      routes: ["/v1/embeddings"],
      context_length: 8192,
    });
    expect(await (await gateway.fetch("/v1/models/spark-embedding")).json()).toEqual({
      id: "spark-embedding",
      object: "model",
      created: expect.any(Number),
      owned_by: "iflytek",
      routes: ["/v1/embeddings"],
      context_length: 2048,
      dimensions: 2560,
      deprecated: false,
    });
  });
});
