import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { readFrame, readUnusual } from "@/lib/spark/frame";
import { isUsual } from "@/lib/spark/usual-frame";

/** A frame as Spark sends most of them. */
const USUAL = {
  header: { code: 0, message: "Success", sid: "cht000cb087@dx18a1b2c3d4e5f", status: 1 },
  payload: {
    choices: { status: 1, seq: 7, text: [{ content: "春眠", role: "assistant", index: 0 }] },
  },
};

/** Written so that a number becomes infinite, as JSON allows. */
const TOO_MUCH = 1e300;
const write = (value: unknown): string =>
  (JSON.stringify(value) ?? "").replaceAll("1e+300", "1e999");

/** What may stand where something else is expected. */
const odd = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    undefined,
    0,
    2,
    "2",
    "-0",
    1.5,
    TOO_MUCH,
    2 ** 60,
    "",
    "text",
    true,
  ),
  fc.constantFrom<unknown>([], {}, [null], [[]], [{}], [{ content: 1 }], { text: [] }),
  fc.jsonValue(),
);
const often = (usual: unknown): fc.Arbitrary<unknown> =>
  fc.oneof({ weight: 6, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: odd });
const record = (fields: Record<string, fc.Arbitrary<unknown>>): fc.Arbitrary<unknown> =>
  fc.oneof(
    { weight: 9, arbitrary: fc.record(fields, { requiredKeys: [] }) },
    { weight: 1, arbitrary: odd },
  );

/** Frames that are nearly right, in every field that the gateway reads. */
const frame = record({
  header: record({
    code: often(0),
    message: often("Success"),
    sid: often("cht1"),
    status: often(1),
  }),
  payload: record({
    choices: record({
      status: often(1),
      text: fc.oneof(
        fc.array(
          record({
            content: often("春"),
            reasoning_content: often("想"),
            function_call: often(undefined),
          }),
          { maxLength: 2 },
        ),
        odd,
      ),
    }),
    usage: often({ text: { prompt_tokens: 1 } }),
    plugins: often(undefined),
  }),
});

describe("The quick look at a frame", () => {
  it("knows a usual frame, and hands it on as it is", () => {
    expect(isUsual(USUAL)).toBe(true);
    expect(readFrame(JSON.stringify(USUAL))).toEqual(USUAL);
  });

  it("never takes what the schema refuses, nor reads anything differently", () => {
    let usual = 0;
    fc.assert(
      fc.property(frame, (given) => {
        const raw = write(given);
        const parsed: unknown = raw === "" ? undefined : JSON.parse(raw);
        const read = readFrame(raw);
        if (isUsual(parsed)) usual += 1;
        // The schema drops what it does not know, and so does what it reads a second time.
        expect(readUnusual(read)).toEqual(readUnusual(parsed));
        expect(read === undefined).toBe(readUnusual(parsed) === undefined);
      }),
      { numRuns: 3000 },
    );
    expect(usual).toBeGreaterThan(100);
  });
});
