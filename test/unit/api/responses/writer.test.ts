import fc from "fast-check";
import { describe, expect, it } from "vitest";

import type { Delta } from "@/lib/core/delta";

import type { Json } from "../../../responses/events";
import { readResponse } from "../../../responses/grammar";
import { listEventProblems, listProblems } from "../../../responses/spec";
import { batches, createWriting, options } from "./writing";

const RUNS = { numRuns: 400 };

describe("the Responses writer", () => {
  it("writes any answer in OpenAI's order, and identically as JSON, including ids", async () => {
    await fc.assert(
      fc.asyncProperty(batches, options, async (all, asked) => {
        const streamed = readResponse(await createWriting(asked).stream(all));
        const whole = await createWriting(asked).whole(all);
        expect(streamed.response).toEqual(JSON.parse(JSON.stringify(whole)));
        expect(streamed.response.store).toBe(asked.keeping === "kept");
        expect(streamed.comments).toBe(asked.isEarly ? 1 : 0);
        expect(listProblems("Response", streamed.response)).toEqual([]);
      }),
      RUNS,
    );
  });

  it("saves exactly the response in its last event", async () => {
    await fc.assert(
      fc.asyncProperty(batches, options, async (all, asked) => {
        const writing = createWriting({ ...asked, keeping: "kept" });
        const { response } = readResponse(await writing.stream(all));
        expect(JSON.parse(JSON.stringify(writing.saved))).toEqual([response]);
      }),
      RUNS,
    );
  });

  it("writes only events that OpenAI's schema knows", async () => {
    await fc.assert(
      fc.asyncProperty(batches, options, async (all, asked) => {
        const { events } = readResponse(await createWriting(asked).stream(all));
        expect(events.flatMap(listEventProblems)).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });

  it("ends an answer that fails at any point with error and response.failed", async () => {
    await fc.assert(
      fc.asyncProperty(batches, options, fc.nat(), async (all, asked, place) => {
        const ending = all.findIndex((batch) => batch.some(({ type }) => type === "finish"));
        const writing = createWriting(asked);
        const { response, events } = readResponse(await writing.stream(all, place % (ending + 1)));
        expect(events.slice(-2).map(({ type }) => type)).toEqual(["error", "response.failed"]);
        expect(response.error).toEqual({ code: "server_error", message: "m" });
        expect([response.store, writing.saved]).toEqual([false, []]);
        expect(events.flatMap(listEventProblems)).toEqual([]);
      }),
      RUNS,
    );
  });

  it("keeps a complete answer when its connection fails afterwards", async () => {
    await fc.assert(
      fc.asyncProperty(batches, options, async (all, asked) => {
        const { response, error } = readResponse(
          await createWriting(asked).stream(all, all.length),
        );
        expect(error).toBeUndefined();
        expect(response).toEqual(readResponse(await createWriting(asked).stream(all)).response);
      }),
      RUNS,
    );
  });

  it("writes each piece of an answer once, and citations only if a search was requested", async () => {
    await fc.assert(
      fc.asyncProperty(batches, options, async (all, asked) => {
        const { response } = readResponse(await createWriting(asked).stream(all));
        const { output } = response;
        const thinking = asked.asSummary ? "summary_text" : "reasoning_text";
        expect(sumTexts(output, "output_text")).toBe(sumDeltas(all, "text"));
        expect(sumTexts(output, thinking)).toBe(sumDeltas(all, "reasoning"));
        const said = JSON.stringify(output.filter(({ type }: Json) => type === "message"));
        if (!asked.hasSearch) expect(said).not.toContain("url_citation");
        expect(said).not.toContain("javascript:");
      }),
      RUNS,
    );
  });
});

function sumDeltas(all: readonly Delta[][], type: "text" | "reasoning"): string {
  return all
    .flat()
    .map((delta) => (delta.type === type ? delta.text : ""))
    .join("");
}

function sumTexts(output: Json[], type: string): string {
  const parts = output.flatMap(({ content = [], summary = [] }) => [...content, ...summary]);
  return parts.flatMap((part) => (part.type === type ? [part.text] : [])).join("");
}
