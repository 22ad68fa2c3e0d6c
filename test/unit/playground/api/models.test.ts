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
      vision: false,
      tools: true,
      webSearch: true,
      reasoning: true,
      contextTokens: 65_536,
      ranges: { temperature: { min: 0.01, max: 2 }, top_k: null },
    },
  ]);
});

it.each([[{}], [{ ranges: null }], [{ ranges: [] }], [{ ranges: { top_p: { min: "0" }, n: 1 } }]])(
  "reads no parameter ranges from missing or malformed values: %j",
  async (row) => {
    expect(await list({ id: "lite", ...row })).toEqual([toModel("lite")]);
  },
);
