import { describe, expect, it } from "vitest";

import { findEffect, type ModelFacts } from "@/lib/playground/inspector/parameter-effect";
import type { ChatRequest } from "@/lib/api/chat-completions/request-schema";
import { toGeneration } from "@/lib/api/chat-completions/to-generation";
import { createCatalogue } from "@/lib/spark/catalogue";
import { toSampling } from "@/lib/spark/chat/sampling";

const catalogue = createCatalogue();
const rows = catalogue.ids.flatMap((id) => catalogue.findRow(id) ?? []);

const VALUES = {
  temperature: [0, 0.5, 1, 1.5, 2],
  top_p: [0.5],
  max_tokens: [1, 4096, 5000, 70_000],
  presence_penalty: [-1, 0, 2],
  frequency_penalty: [-1, 0.5, 2],
} as const;

describe.each(rows)("what is foreseen for $id", (row) => {
  const model: ModelFacts = { ...row };

  it.each(Object.entries(VALUES))("is what the gateway does: %s", (name, values) => {
    const field = name as keyof typeof VALUES;
    for (const value of values) {
      const request = { model: row.id, messages: [], [field]: value } as ChatRequest;
      const { adjusted, ignored } = toSampling(toGeneration(request), row, "socket");
      const effect = findEffect(field, { [field]: value }, { model, answer: null });
      expect(effect?.kind === "fitted" ? [`${field}=${effect.value}`] : []).toEqual(adjusted);
      expect(effect?.kind === "unused" ? [field] : []).toEqual(ignored);
    }
  });
});
