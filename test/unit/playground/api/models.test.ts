import type OpenAI from "openai";
import { expect, it } from "vitest";

import { listModels } from "@/lib/playground/api/models";

import { toModel } from "../samples";

const list = (...data: object[]) =>
  listModels({ models: { list: async () => ({ data }) } } as unknown as OpenAI);

it("reads the gateway's additional fields from a /v1/models row", async () => {
  const row = {
    id: "spark-x",
    object: "model",
    context_length: 65_536,
    capabilities: { system: true, tools: true, web_search: true, vision: false, reasoning: true },
    ranges: { temperature: { min: 0.01, max: 2 }, top_k: null },
  };
  expect(await list(row)).toEqual([
    {
      id: "spark-x",
      kind: "chat",
      vision: false,
      tools: true,
      webSearch: true,
      reasoning: true,
      contextTokens: 65_536,
      ranges: { temperature: { min: 0.01, max: 2 }, top_k: null },
      sizes: [],
    },
  ]);
});

it.each([[{}], [{ ranges: null }], [{ ranges: [] }], [{ ranges: { top_p: { min: "0" }, n: 1 } }]])(
  "reads no parameter ranges from missing or malformed values: %j",
  async (row) => {
    expect(await list({ id: "lite", ...row })).toEqual([toModel("lite")]);
  },
);

it("offers chat and image models, but no embedding or speech models", async () => {
  const rows = [
    { id: "lite", routes: ["/v1/chat/completions", "/v1/responses"] },
    { id: "spark-embedding", routes: ["/v1/embeddings"] },
    { id: "spark-image", routes: ["/v1/images/generations"], sizes: ["512x512", 7, "1024x1024"] },
    { id: "spark-speech", routes: ["/v1/audio/speech"] },
    { id: "spark-transcribe", routes: ["/v1/audio/transcriptions"] },
  ];
  expect(await list(...rows)).toEqual([
    toModel("lite"),
    toModel("spark-image", { kind: "image", sizes: ["512x512", "1024x1024"] }),
  ]);
});
