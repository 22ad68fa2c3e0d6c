import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { createBase64Folder } from "@/lib/playground/inspector/fold-base64";
import { createWholeReader, type EventBlock } from "@/lib/playground/inspector/split-events";

function fold(pieces: readonly string[]): string {
  const folder = createBase64Folder();
  return pieces.map((piece) => folder.feed(piece)).join("") + folder.end();
}

const LONG = `iVBORw0KGgo/+A${"Az09+/".repeat(500)}==`;
const FOLDED = `${LONG.slice(0, 40)}…(${LONG.length - 40} more characters)`;

describe("folding base64", () => {
  it("folds each long run and leaves words, ids and short data unchanged", () => {
    const rest = `{"created":1,"id":"req_1a4129e47f47426a8d7773cffa21ce90","words":"雾中 a cat"}`;
    expect(fold([rest])).toBe(rest);
    expect(fold([`{"data":[{"b64_json":"${LONG}"},{"b64_json":"${LONG}"}],"size":"1x1"}`])).toBe(
      `{"data":[{"b64_json":"${FOLDED}"},{"b64_json":"${FOLDED}"}],"size":"1x1"}`,
    );
    expect(fold([LONG])).toBe(FOLDED);
    expect(fold(["A".repeat(1000)])).toBe("A".repeat(1000));
  });

  it("gives the same result wherever the network has split the text", () => {
    const text = `"${LONG}" 星火 "${"b".repeat(990)}" "${LONG}"`;
    fc.assert(
      fc.property(fc.array(fc.nat(text.length), { maxLength: 20 }), (places) => {
        const cuts = [0, ...places.toSorted((a, b) => a - b)];
        expect(fold(cuts.map((start, index) => text.slice(start, cuts[index + 1])))).toBe(
          fold([text]),
        );
      }),
    );
  });

  it("reduces ten images of two megabytes to a few lines of parsable JSON", () => {
    const blocks: EventBlock[] = [];
    const reader = createWholeReader((block) => blocks.push(block));
    const image = new TextEncoder().encode("iVBORw0K".repeat(350_000));
    reader.feed(new TextEncoder().encode('{"data":['));
    for (let index = 0; index < 10; index += 1) {
      reader.feed(new TextEncoder().encode(`${index > 0 ? "," : ""}{"b64_json":"`));
      for (let at = 0; at < image.length; at += 65_536)
        reader.feed(image.subarray(at, at + 65_536));
      reader.feed(new TextEncoder().encode('"}'));
    }
    reader.feed(new TextEncoder().encode('],"size":"1024x1024"}'));
    reader.end();
    expect(blocks).toHaveLength(1);
    expect(blocks[0]?.bytes).toBeGreaterThan(28_000_000);
    expect(blocks[0]?.raw.length).toBeLessThan(1000);
    expect(JSON.parse(blocks[0]?.raw ?? "")).toMatchObject({ size: "1024x1024" });
  });
});
