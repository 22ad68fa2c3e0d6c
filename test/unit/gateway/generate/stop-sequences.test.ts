import fc from "fast-check";
import { describe, expect, it } from "vitest";

import type { Delta } from "@/lib/core/delta";
import { createStopScanner, stopAt } from "@/lib/gateway/generate/stop-sequences";

/** The rule in its simplest form: try every end, the longest stop sequence first. */
function cutByRule(text: string, stops: readonly string[]): string {
  const longestFirst = stops.toSorted((a, b) => b.length - a.length);
  for (let end = 1; end <= text.length; end += 1) {
    const found = longestFirst.find((stop) => text.slice(0, end).endsWith(stop));
    if (found !== undefined) return text.slice(0, end - found.length);
  }
  return text;
}

function cut(text: string, at: readonly number[]): string[] {
  const ends = [...new Set(at.map((place) => place % (text.length + 1)))].toSorted((a, b) => a - b);
  return [0, ...ends].map((start, index) => text.slice(start, ends[index] ?? text.length));
}

function scan(pieces: readonly string[], stops: readonly string[]): string {
  const scanner = createStopScanner(stops);
  let said = "";
  for (const piece of pieces) {
    const { text, stopSequence } = scanner.feed(piece);
    said += text;
    if (stopSequence !== null) {
      expect(stops).toContain(stopSequence);
      return said;
    }
  }
  return said + scanner.flush();
}

// A small alphabet, so that stop sequences occur, overlap and almost occur; some letters are two
// code units.
const letters = fc.constantFrom("a", "b", "ab", "。", "\n", "😀", "星");
const text = fc.array(letters, { maxLength: 40 }).map((parts) => parts.join(""));
const stops = fc.array(
  fc.array(letters, { minLength: 1, maxLength: 5 }).map((parts) => parts.join("")),
  { minLength: 1, maxLength: 4 },
);
const places = fc.array(fc.nat(80), { maxLength: 12 });

describe("createStopScanner", () => {
  it("emits exactly the text before the first stop sequence, however it is split", () => {
    fc.assert(
      fc.property(text, stops, places, (whole, strings, at) => {
        expect(scan(cut(whole, at), strings)).toBe(cutByRule(whole, strings));
      }),
      { numRuns: 2000 },
    );
  });

  it("holds back only text that can begin a stop sequence", () => {
    const scanner = createStopScanner(["\n\nHuman:"]);
    expect(scanner.feed("Hello").text).toBe("Hello");
    expect(scanner.feed(" there\n").text).toBe(" there");
    expect(scanner.feed("!").text).toBe("\n!");
  });

  it("never emits half a surrogate pair", () => {
    fc.assert(
      fc.property(text, stops, (whole, strings) => {
        const scanner = createStopScanner(strings);
        for (const character of whole) {
          const shown = scanner.feed(character);
          expect(shown.text).not.toMatch(/\p{Surrogate}/u);
          if (shown.stopSequence !== null) return;
        }
      }),
    );
  });
});

describe("stopAt", () => {
  async function* from(batches: readonly Delta[][], onReturn: () => void) {
    try {
      for (const batch of batches) yield batch;
    } finally {
      onReturn();
    }
  }
  const CONNECTION = { abort: () => {}, close: () => {} };
  const start: Delta = { type: "start", sid: "s" };
  const say = (words: string): Delta => ({ type: "text", text: words });

  it("aborts the connection before it emits the finish, and reads no further", async () => {
    const events: string[] = [];
    const source = from([[start, say("one ST")], [say("OP two")], [say("three")]], () =>
      events.push("returned"),
    );
    for await (const batch of stopAt(source, ["STOP"], {
      abort: () => events.push("aborted"),
      close: () => events.push("closed"),
    })) {
      events.push(JSON.stringify(batch.at(-1)));
    }
    expect(events).toEqual([
      '{"type":"text","text":"one "}',
      "aborted",
      '{"type":"finish","reason":"stop","usage":null,"endedBy":null,"stopSequence":"STOP"}',
      "returned",
      "closed",
    ]);
  });

  it("emits held-back text when the answer ends", async () => {
    const finish: Delta = { type: "finish", reason: "stop", usage: null, endedBy: null };
    const seen: Delta[] = [];
    for await (const batch of stopAt(
      from([[start, say("ST")], [finish]], () => {}),
      ["STOP"],
      CONNECTION,
    )) {
      seen.push(...batch);
    }
    expect(seen).toEqual([start, say("ST"), finish]);
  });

  it("emits held-back text before the call that it precedes", async () => {
    const call: Delta = { type: "tool-call", name: "f", arguments: "{}" };
    const finish: Delta = { type: "finish", reason: "tool_calls", usage: null, endedBy: null };
    const seen: Delta[] = [];
    const source = from([[start, say("so\n")], [call], [finish]], () => {});
    for await (const batch of stopAt(source, ["\nObservation:"], CONNECTION)) seen.push(...batch);
    expect(seen).toEqual([start, say("so"), say("\n"), call, finish]);
  });

  it("emits held-back text when the source fails", async () => {
    async function* failing(): AsyncGenerator<readonly Delta[], void, undefined> {
      yield [start, say("hello ST")];
      throw new Error("broken");
    }
    const seen: Delta[] = [];
    const reading = (async () => {
      for await (const batch of stopAt(failing(), ["STOP"], CONNECTION)) seen.push(...batch);
    })();
    await expect(reading).rejects.toThrow("broken");
    expect(seen).toEqual([start, say("hello "), say("ST")]);
  });
});
