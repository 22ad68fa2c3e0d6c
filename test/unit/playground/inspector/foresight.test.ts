import type OpenAI from "openai";
import { describe, expect, it } from "vitest";

import { listModels } from "@/lib/playground/api/models";
import { findEffect } from "@/lib/playground/inspector/parameter-effect";
import { createCatalogue } from "@/lib/spark/catalogue";
import { toRanges } from "@/lib/spark/chat/ranges";

import { toField } from "../samples";

const catalogue = createCatalogue();
const rows = catalogue.ids.flatMap((id) => catalogue.findRow(id) ?? []);

/** Inside, outside and at both ends of every range. */
const VALUES = [-2, -1, 0, 0.01, 0.5, 1, 1.5, 2, 3, 6, 7, 4096, 5000, 70_000];

/** Returns the model as the page reads it from the gateway's answer. */
async function readModel(id: string, ranges: ReturnType<typeof toRanges>) {
  const data: unknown = JSON.parse(JSON.stringify([{ id, ranges }]));
  const client = { models: { list: async () => ({ data }) } } as unknown as OpenAI;
  const [model] = await listModels(client);
  return model ?? null;
}

describe.each(rows)("predicted parameter effects for $id", (row) => {
  const ranges = toRanges(row, "socket");

  it.each(Object.entries(ranges))("predicts how the gateway treats %s", async (name, range) => {
    const model = await readModel(row.id, ranges);
    for (const value of VALUES) {
      const effect = findEffect(toField(name), { [name]: value }, { model, answer: null });
      const sent = range && Math.min(Math.max(value, range.min), range.max);
      if (sent === null) expect(effect).toEqual({ kind: "unused" });
      else expect(effect).toEqual(sent === value ? null : { kind: "fitted", value: String(sent) });
    }
  });
});
