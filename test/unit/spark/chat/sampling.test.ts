import { describe, expect, it } from "vitest";

import type { ChatRequest } from "@/lib/api/chat-completions/request-schema";
import { toGeneration } from "@/lib/api/chat-completions/to-generation";
import type { Service } from "@/lib/core/service";
import { createCatalogue } from "@/lib/spark/catalogue";
import { toSampling } from "@/lib/spark/chat/sampling";

const catalogue = createCatalogue();

const toRequest = (fields: Partial<ChatRequest>): ChatRequest => ({
  model: "lite",
  messages: [],
  ...fields,
});

function translate(id: string, fields: Partial<ChatRequest>, service: Service = "socket") {
  const model = catalogue.findRow(id);
  if (!model) throw new Error(id);
  const { sampling, adjusted, ignored } = toSampling(
    toGeneration({ request: toRequest(fields), unknownFields: [], emptyFields: [] }),
    model,
    service,
  );
  return { sampling: JSON.parse(JSON.stringify(sampling)), adjusted, ignored };
}

describe("toSampling", () => {
  it("sends only what was requested", () => {
    expect(translate("lite", {})).toEqual({ sampling: {}, adjusted: [], ignored: [] });
  });

  it.each([
    ["lite", { temperature: 0 }, { temperature: 0.01 }, ["temperature=0.01"]],
    ["lite", { temperature: 0.7 }, { temperature: 0.7 }, []],
    ["lite", { temperature: 1.5 }, { temperature: 1 }, ["temperature=1"]],
    ["spark-x", { temperature: 1.5 }, { temperature: 1.5 }, []],
    ["spark-x", { temperature: 0 }, { temperature: 0.01 }, ["temperature=0.01"]],
    ["lite", { max_tokens: 5000 }, { max_tokens: 4096 }, ["max_tokens=4096"]],
    [
      "generalv3.5",
      { max_completion_tokens: 9000 },
      { max_tokens: 8192 },
      ["max_completion_tokens=8192"],
    ],
    ["lite", { top_k: 6 }, { top_k: 6 }, []],
    [
      "spark-x",
      { top_p: 0, presence_penalty: -1, frequency_penalty: 2 },
      { top_p: 0.01, presence_penalty: 0, frequency_penalty: 1 },
      ["top_p=0.01", "presence_penalty=0", "frequency_penalty=1"],
    ],
  ])("sends %s %j as %j", (id, fields, sampling, adjusted) => {
    expect(translate(id, fields)).toEqual({ sampling, adjusted, ignored: [] });
  });

  it("lists what Spark's WebSocket does not support as ignored", () => {
    const fields = { top_p: 0.9, presence_penalty: 1, frequency_penalty: 1 };
    expect(translate("generalv3.5", fields)).toEqual({
      sampling: {},
      adjusted: [],
      ignored: ["top_p", "presence_penalty", "frequency_penalty"],
    });
  });

  it("prefers max_completion_tokens over max_tokens", () => {
    expect(translate("lite", { max_tokens: 7, max_completion_tokens: 9 })).toEqual({
      sampling: { max_tokens: 9 },
      adjusted: [],
      ignored: [],
    });
  });

  it.each([
    ["lite", { temperature: 0, top_p: 0 }, { temperature: 0, top_p: 0.01 }, ["top_p=0.01"]],
    ["lite", { temperature: 2, top_p: 1 }, { temperature: 2, top_p: 1 }, []],
    [
      "generalv3.5",
      { presence_penalty: -2, frequency_penalty: 2 },
      { presence_penalty: -2, frequency_penalty: 2 },
      [],
    ],
    [
      "spark-x",
      { temperature: 0, presence_penalty: -2 },
      { temperature: 0.01, presence_penalty: 0 },
      ["temperature=0.01", "presence_penalty=0"],
    ],
  ])("sends %s %j over HTTP as %j", (id, fields, sampling, adjusted) => {
    expect(translate(id, fields, "http")).toEqual({ sampling, adjusted, ignored: [] });
  });

  it.each([
    ["spark-x", { thinking: { type: "auto" } }, { thinking: { type: "auto" } }, []],
    ["spark-x", { reasoning_effort: "none" }, { thinking: { type: "disabled" } }, []],
    ["spark-x", { reasoning_effort: "low" }, { thinking: { type: "enabled" } }, []],
    ["lite", { thinking: { type: "auto" } }, {}, ["thinking"]],
    ["lite", { reasoning_effort: "high" }, {}, ["reasoning_effort"]],
  ] as const)("sends thinking for %s %j as %j", (id, fields, sampling, ignored) => {
    expect(translate(id, fields)).toEqual({ sampling, adjusted: [], ignored });
  });
});
