import { describe, expect, it } from "vitest";

import type { Delta } from "@/lib/core/delta";

import { readEvents, type ResponseEvent } from "../../../responses/events";
import { readResponse } from "../../../responses/grammar";
import { listEventProblems } from "../../../responses/spec";
import { createWriting } from "./writing";

const DELTAS: readonly Delta[] = [
  { type: "start", sid: "cht1" },
  { type: "reasoning", text: "先" },
  { type: "citations", citations: [{ url: "https://a.example", title: "a" }] },
  { type: "text", text: "一" },
  { type: "text", text: "二" },
  { type: "tool-call", name: "plain", arguments: '{"a":1}' },
  { type: "tool-call", name: "patch", arguments: '{"input":"x"}' },
  { type: "finish", reason: "stop", usage: null, endedBy: null },
];

const OPTIONS = {
  isSingle: false,
  hasSearch: true,
  withSources: true,
  asSummary: false,
  isEarly: false,
  keeping: "no",
} as const;

const good = await createWriting(OPTIONS).stream([[...DELTAS]]);
const failing = await createWriting(OPTIONS).stream([DELTAS.slice(0, 5), []], 1);
const { events } = readEvents(good);

/** Writes events with correct numbers, so that only the change under test is wrong. */
function write(all: readonly ResponseEvent[]): string {
  return all
    .map((event, at) => {
      const numbered = { ...event, sequence_number: at };
      return `event: ${event.type}\ndata: ${JSON.stringify(numbered)}\n\n`;
    })
    .join("");
}

const replaced = (from: string | RegExp, to: string): string => {
  const text = good.replace(from, to);
  expect(text).not.toBe(good);
  return text;
};

describe("the event stream checker", () => {
  it("accepts a correct stream, even after rewriting it", () => {
    expect(readResponse(write(events)).response.output).toHaveLength(5);
    expect(readResponse(failing).response.status).toBe("failed");
  });

  it("detects an event that is missing, repeated or swapped with its neighbour", () => {
    for (const [at, event] of events.entries()) {
      const next = events[at + 1];
      const mutants = [
        events.toSpliced(at, 1),
        events.toSpliced(at, 0, event),
        ...(next ? [events.toSpliced(at, 2, next, event)] : []),
      ];
      for (const mutant of mutants) {
        expect(() => readResponse(write(mutant))).toThrow(/.+/);
      }
    }
  });

  it.each([
    ["a number that is not the next", /"sequence_number":5/, '"sequence_number":6'],
    ["[DONE]", /$/, "data: [DONE]\n\n"],
    ["a line with an id", /^event/, "id: 1\nevent"],
    ["another type in the data", '{"type":"response.created"', '{"type":"response.queued"'],
    ["an end in mid-event", /\n\n$/, ""],
    ["a private event", /^/, 'event: x\ndata: {"type":"x","sequence_number":0}\n\n'],
    ["an id that changes", /"id":"msg_0/, '"id":"msg_1'],
    ["an answer that has more text than was told", /"text":"一二"/, '"text":"一二三"'],
    ["arguments in the announcement of a call", '"arguments":""', '"arguments":"{}"'],
    ["a last response with another model", /"model":"lite"(?![\s\S]*"model")/, '"model":"x"'],
  ])("detects %s", (_, from, to) => {
    expect(() => readResponse(replaced(from, to))).toThrow(/.+/);
  });

  it("detects an event after a failure, and a failure without its error", () => {
    const { events: all } = readEvents(failing);
    const [first] = events;
    expect(() => readResponse(write([...all, ...(first ? [first] : [])]))).toThrow("after the end");
    const silent = all.filter(({ type }) => type !== "error");
    expect(() => readResponse(write(silent))).toThrow(/.+/);
  });
});

describe("the schema of OpenAI's events", () => {
  it("accepts correct events and detects a missing or wrongly typed member", () => {
    for (const event of events) {
      expect(listEventProblems(event)).toEqual([]);
      for (const name of Object.keys(event).filter((key) => key !== "type")) {
        const wrong = { ...event, [name]: { no: "such" } };
        expect(listEventProblems(wrong)).not.toEqual([]);
        const { [name]: _, ...missing } = event;
        expect(listEventProblems({ ...missing, type: event.type })).not.toEqual([]);
      }
    }
  });
});
