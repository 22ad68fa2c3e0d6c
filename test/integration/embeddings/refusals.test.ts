import { describe, expect, it } from "vitest";

import { DEMO_APP } from "../../simulator/apps";
import { ASK, startGateway } from "../setup/gateway";
import { embedWith, TRIPLE } from "./asking";

/** About one token per word. */
const words = (count: number): string => Array.from({ length: count }, () => "word").join(" ");

describe("POST /v1/embeddings: invalid requests", () => {
  it.each<[what: string, body: object | string, status: number, param: string | null]>([
    ["no input", {}, 400, "input"],
    ["an empty text", { input: "" }, 400, "input"],
    ["an empty text among others", { input: ["a", "", "b"] }, 400, "input[1]"],
    ["no text at all", { input: [] }, 400, "input"],
    ["a number for a text", { input: 5 }, 400, "input"],
    ["2,049 texts", { input: Array.from({ length: 2049 }, () => "a") }, 400, "input"],
    ["a text that is too long", { input: words(2000) }, 400, "input"],
    ["one text too long among others", { input: ["a", words(2000)] }, 400, "input[1]"],
    ["another format", { input: "a", encoding_format: "int8" }, 400, "encoding_format"],
    ["another length", { input: "a", dimensions: 1536 }, 400, "dimensions"],
    ["another purpose", { input: "a", input_type: "code" }, 400, "input_type"],
    ["an unknown model", { input: "a", model: "ada" }, 404, "model"],
    ["a body that is a list", "[]", 400, null],
    ["a body that is no JSON", "{", 400, null],
  ])("returns an error that names the field for %s", async (_, body, status, param) => {
    await using gateway = await startGateway();
    const response = await embedWith(gateway, body);
    const { error } = await response.json();
    expect([response.status, error.param]).toEqual([status, param]);
    expect(error.type).toBe("invalid_request_error");
    expect(gateway.simulator.connections).toHaveLength(0);
  });

  it("reports the maximum length of a text in the words that clients look for", async () => {
    await using gateway = await startGateway();
    const { error } = await (await embedWith(gateway, { input: ["a", words(2000)] })).json();
    expect(error.message).toMatch(
      /^`input\[1\]` has about 2500 tokens, and this model's maximum context length is 2048 tokens/,
    );
  });

  it.each([[[1, 2, 3]], [[[1, 2], [3]]]])(
    "rejects token arrays and explains how to configure LangChain: %j",
    async (input) => {
      await using gateway = await startGateway();
      const response = await embedWith(gateway, { input });
      expect(response.status).toBe(400);
      expect((await response.json()).error).toMatchObject({
        code: "unsupported_parameter",
        param: "input",
        message: expect.stringContaining("check_embedding_ctx_length=False"),
      });
    },
  );

  it.each(["4.0Ultra", "vision", "spark-api"])(
    "names the right route for the chat model %s",
    async (model) => {
      await using gateway = await startGateway();
      const response = await embedWith(gateway, { model, input: "a" });
      expect(response.status).toBe(400);
      expect((await response.json()).error).toMatchObject({
        code: "unsupported_parameter",
        param: "model",
        message: expect.stringContaining("/v1/chat/completions"),
      });
    },
  );

  it("names the right route for an embedding model on the chat route", async () => {
    await using gateway = await startGateway();
    const response = await gateway.post({ ...ASK, model: "spark-embedding" });
    expect(response.status).toBe(400);
    expect((await response.json()).error).toMatchObject({
      code: "unsupported_parameter",
      param: "model",
      message: expect.stringContaining("/v1/embeddings"),
    });
    expect(gateway.simulator.connections).toHaveLength(0);
  });

  it("rejects an APIPassword, which cannot sign", async () => {
    await using gateway = await startGateway();
    const headers = { authorization: `Bearer ${DEMO_APP.apiPassword}` };
    const response = await embedWith(gateway, { input: "a" }, { headers });
    expect(response.status).toBe(400);
    expect((await response.json()).error).toMatchObject({
      code: "unsupported_parameter",
      param: "model",
      message: expect.stringContaining("APP_ID:API_SECRET:API_KEY"),
    });
    expect(gateway.simulator.connections).toHaveLength(0);
  });

  it("answers other methods, preflights and compressed bodies like every route", async () => {
    await using gateway = await startGateway();
    const got = await gateway.fetch("/v1/embeddings");
    expect([got.status, got.headers.get("allow")]).toEqual([405, "POST"]);
    expect((await gateway.fetch("/v1/embeddings", { method: "OPTIONS" })).status).toBe(204);
    const headers = { "content-encoding": "compress" };
    expect((await embedWith(gateway, { input: "a" }, { headers })).status).toBe(415);
    const large = await startGateway({ settings: { MAX_BODY_BYTES: "1KB" } });
    expect((await embedWith(large, { input: "a".repeat(2000) })).status).toBe(413);
    await large[Symbol.asyncDispose]();
    const wrong = await embedWith(gateway, { input: "a" }, { headers: { "x-app-id": "x" } });
    expect(wrong.status).toBe(401);
  });

  it("serves a caller with three values when the server has no app", async () => {
    await using gateway = await startGateway({ settings: { GATEWAY_API_KEYS: "sk-1" } });
    expect((await embedWith(gateway, { input: "a" })).status).toBe(401);
    const headers = { authorization: `Bearer ${TRIPLE}` };
    expect((await embedWith(gateway, { input: "a" }, { headers })).status).toBe(200);
  });
});
