import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { readAny, readFrame } from "@/lib/spark/chat/frame";
import { readFastFrame } from "@/lib/spark/chat/fast-frame";

import { measureHeld } from "../../../collected";

/** Text with characters that JSON must escape, and with lone surrogates. */
const words = fc.string({
  unit: fc.oneof(
    fc.constantFrom("春", '"', "\\", "/", "\n", "\u007f", "\ud83d", "\u2028"),
    fc.string(),
  ),
});

/** Escapes more than JSON requires, as Go does with `<` and Python with all of 春. */
const escapeMore = (json: string): string =>
  json.replace(
    /[<>&\u0080-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );

const toUsual = (content: string, reasoning: string | undefined, status: number) => ({
  header: { code: 0, message: "Success", sid: "cht000cb087@dx18a1b2c3d4e5f", status },
  payload: {
    choices: {
      status,
      seq: 12,
      text: [{ content, reasoning_content: reasoning, role: "assistant", index: 0 }],
    },
  },
});

describe("readFastFrame", () => {
  it("reads a usual frame as the schema does, whatever its text", () => {
    fc.assert(
      fc.property(
        words,
        fc.option(words, { nil: undefined }),
        fc.nat({ max: 2 }),
        fc.boolean(),
        (content, reasoning, status, isEscaped) => {
          const json = JSON.stringify(toUsual(content, reasoning, status));
          const raw = isEscaped ? escapeMore(json) : json;
          expect(readFastFrame(raw)).toEqual(readAny(json));
          expect(readFastFrame(raw)?.payload?.choices?.text).toEqual([
            { content, reasoning_content: reasoning },
          ]);
        },
      ),
    );
  });

  it("agrees with the schema about damaged frames", () => {
    const usual = JSON.stringify(toUsual("春眠\n", "想", 1));
    const damage = fc.record({
      at: fc.nat({ max: usual.length }),
      gone: fc.nat({ max: 3 }),
      put: fc.oneof(
        fc.constantFrom("", '"', "\\", "\\x", "\\u00", "\n", "0", "01", "-1", "1.5", "null", ","),
        fc.constantFrom('"content":"", ', '","content":"twice', '"usage":{},', " ", "}", "]}"),
        fc.string({ maxLength: 3 }),
      ),
    });
    let usualStill = 0;
    fc.assert(
      fc.property(damage, ({ at, gone, put }) => {
        const raw = usual.slice(0, at) + put + usual.slice(at + gone);
        if (readFastFrame(raw)) usualStill += 1;
        expect(readFrame(raw)).toEqual(readAny(raw));
      }),
      { numRuns: 5000 },
    );
    expect(usualStill).toBeGreaterThan(100);
  });

  it("leaves unusual frames to the schema", () => {
    const usual = toUsual("春", undefined, 2);
    const { header, payload } = usual;
    const counted = { ...usual, payload: { ...payload, usage: { text: { prompt_tokens: 1 } } } };
    const others = [
      counted,
      { payload, header },
      { header: { ...header, code: 10013 }, payload },
      { header: { ...header, message: "ok" }, payload },
      { header },
    ];
    for (const other of others) {
      const raw = JSON.stringify(other);
      expect(readFastFrame(raw)).toBeUndefined();
      expect(readFrame(raw)?.header.sid).toBe(header.sid);
    }
  });

  it("leaves a very long frame with many escapes readable", () => {
    const content = "\n".repeat(4_000_000);
    const raw = JSON.stringify(toUsual(content, undefined, 1));
    expect(readFrame(raw)?.payload?.choices?.text?.[0]?.content === content).toBe(true);
  });

  it("retains nothing of a message but its text", () => {
    const readMany = (read: typeof readFrame) => (): unknown[] =>
      Array.from({ length: 10_000 }, (_, at) => {
        const content = `${at} 春眠不觉晓，处处闻啼鸟。`;
        return read(JSON.stringify(toUsual(content, content, 1)))?.payload?.choices?.text;
      });
    for (const read of [readAny, readFastFrame]) readMany(read)();
    expect(measureHeld(readMany(readFastFrame))).toBeLessThan(1.5 * measureHeld(readMany(readAny)));
  });
});
