import { describe, expect, it } from "vitest";

import { toVector } from "../../simulator/embedding/vector";
import { DEMO_APP } from "../../simulator/apps";
import { type Gateway, startGateway } from "../setup/gateway";
import { embedWith, readSentText, TRIPLE } from "./asking";

const cosine = (a: readonly number[], b: readonly number[]): number => {
  const dot = (x: readonly number[], y: readonly number[]) =>
    x.reduce((sum, value, at) => sum + value * (y[at] ?? 0), 0);
  return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
};
const expected = (text: string, domain: "para" | "query" = "para"): number[] =>
  Array.from(toVector(text, domain));

const texts = (count: number): string[] =>
  Array.from({ length: count }, (_, at) => `第 ${at} 段文字`);

const embed = (gateway: Gateway, input: string | string[], more: object = {}) =>
  gateway.client.embeddings.create({ model: "spark-embedding", input, ...more });

describe("OpenAI client: embeddings.create", () => {
  it.each([undefined, "float", "base64"] as const)(
    "returns the embedding of a text with encoding_format %s",
    async (format) => {
      await using gateway = await startGateway();
      const list = await embed(gateway, "天空为什么是蓝的？", {
        ...(format && { encoding_format: format }),
      });
      expect(list).toMatchObject({
        object: "list",
        model: "spark-embedding",
        data: [{ object: "embedding", index: 0 }],
        usage: { prompt_tokens: 6, total_tokens: 6, estimated: true },
      });
      const [first] = list.data;
      const given: unknown = first?.embedding;
      const numbers =
        typeof given === "string"
          ? Array.from(new Float32Array(Uint8Array.from(Buffer.from(given, "base64")).buffer))
          : given;
      expect(numbers).toEqual(expected("天空为什么是蓝的？"));
    },
  );

  it("passes base64 through byte for byte, as Spark sent it", async () => {
    await using gateway = await startGateway();
    const response = await embedWith(gateway, { input: "你好", encoding_format: "base64" });
    const { data } = await response.json();
    const bytes = Buffer.from(toVector("你好", "para").buffer);
    expect(data[0].embedding).toBe(bytes.toString("base64"));
    expect(bytes).toHaveLength(10_240);
  });

  it("embeds many texts in order, with a separate request for each", async () => {
    await using gateway = await startGateway();
    const input = texts(40);
    const { data } = await embed(gateway, input);
    expect(data.map(({ index }) => index)).toEqual(input.map((_, at) => at));
    input.forEach((text, at) => expect(data[at]?.embedding).toEqual(expected(text)));
    expect(gateway.simulator.connections).toHaveLength(40);
    const uids = await Promise.all(
      gateway.simulator.connections.map(async ({ request }) => (await request).header.uid),
    );
    expect(new Set(uids).size).toBe(40);
  });

  it("embeds 2,048 texts in one request", async () => {
    const app = { ...DEMO_APP, embeddingQps: 1e6 };
    await using gateway = await startGateway({ simulator: { apps: [app] } });
    const { data } = await embed(gateway, texts(2048), { encoding_format: "base64" });
    expect(data).toHaveLength(2048);
    expect(data[2047]?.embedding).toBe(
      Buffer.from(toVector("第 2047 段文字", "para").buffer).toString("base64"),
    );
  });

  it("returns similar embeddings for similar texts in the demo", async () => {
    await using gateway = await startGateway();
    const { data } = await embed(gateway, [
      "天空为什么是蓝色的？",
      "为什么天空看起来是蓝的",
      "合肥到上海的火车几点开？",
    ]);
    const [sky = [], again = [], train = []] = data.map(({ embedding }) => embedding);
    expect(cosine(sky, again)).toBeGreaterThan(0.5);
    expect(cosine(sky, train)).toBeLessThan(0.3);
  });
});

describe("POST /v1/embeddings: the request to Spark", () => {
  it("sends one text as a message in base64 with the document domain", async () => {
    await using gateway = await startGateway();
    await embed(gateway, "“引号”与\n换行 😀", { user: "someone" });
    const [connection] = gateway.simulator.connections;
    expect(connection?.path).toBe("/");
    expect(await connection?.request).toEqual({
      header: {
        app_id: DEMO_APP.appId,
        uid: expect.stringMatching(/^[\da-f]{32}$/),
        status: 3,
      },
      parameter: { emb: { domain: "para", feature: { encoding: "utf8" } } },
      payload: { messages: { text: expect.any(String) } },
    });
    expect(await readSentText(gateway, 0)).toBe("“引号”与\n换行 😀");
    expect(JSON.stringify(await connection?.request)).not.toContain("someone");
  });

  it("requests a query embedding with input_type query", async () => {
    await using gateway = await startGateway();
    const response = await embedWith(gateway, { input: "问题", input_type: "query" });
    const { data } = await response.json();
    expect(data[0].embedding).toEqual(expected("问题", "query"));
    expect(data[0].embedding).not.toEqual(expected("问题"));
    expect(response.headers.get("x-spark-ignored")).toBeNull();
  });

  it("repairs a lone surrogate before sending the text", async () => {
    await using gateway = await startGateway();
    const body = '{"model":"spark-embedding","input":["a\\ud83d"]}';
    expect((await embedWith(gateway, body)).status).toBe(200);
    expect(await readSentText(gateway, 0)).toBe("a\uFFFD");
  });

  it("treats null as absent, reports unknown fields and repeats the model as sent", async () => {
    await using gateway = await startGateway();
    const body = { model: "Spark-Embedding", input: "你好", dimensions: null, tags: ["x"] };
    const response = await embedWith(gateway, body);
    expect(response.headers.get("x-spark-ignored")).toBe("tags");
    expect(response.headers.get("x-spark-sid")).toMatch(/^ase/);
    expect(await response.json()).toMatchObject({ model: "Spark-Embedding" });
  });

  it("resolves MODEL_ALIASES and accepts the model's own dimensions", async () => {
    const MODEL_ALIASES = '{"text-embedding-3-small":"spark-embedding"}';
    await using gateway = await startGateway({ settings: { MODEL_ALIASES } });
    const body = { model: "text-embedding-3-small", input: "你好", dimensions: 2560 };
    expect((await embedWith(gateway, body)).status).toBe(200);
    const unknown = await startGateway();
    expect((await embedWith(unknown, body)).status).toBe(404);
    await unknown[Symbol.asyncDispose]();
  });

  it("uses the caller's own app", async () => {
    await using gateway = await startGateway({
      settings: { APP_ID: "", API_SECRET: "", API_KEY: "" },
    });
    const headers = { authorization: `Bearer ${TRIPLE}` };
    expect((await embedWith(gateway, { input: "你好" }, { headers })).status).toBe(200);
  });
});
