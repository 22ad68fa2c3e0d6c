import fc from "fast-check";
import { expect, it } from "vitest";

import type { Moment } from "@/lib/audio/cutter";
import { createMoments } from "@/lib/audio/moments";

/** A moment is then two samples long. */
const RATE = 100;

function gather(parts: readonly Int16Array<ArrayBuffer>[]): Moment[] {
  const moments = createMoments(RATE);
  return [...parts.flatMap((part) => [...moments.add(part)]), ...moments.end()];
}

it("groups samples into the same moments however they are split", () => {
  const samples = fc.array(fc.integer({ min: -32_768, max: 32_767 }), { maxLength: 60 });
  fc.assert(
    fc.property(samples, fc.array(fc.nat({ max: 5 }), { maxLength: 60 }), (values, lengths) => {
      const whole = Int16Array.from(values);
      const parts: Int16Array<ArrayBuffer>[] = [];
      let at = 0;
      for (const length of lengths) parts.push(whole.subarray(at, (at += length)));
      parts.push(whole.subarray(at));
      const toPlain = ({ bytes, ...rest }: Moment) => ({ ...rest, bytes: [...bytes] });
      expect(gather(parts).map(toPlain)).toEqual(gather([whole]).map(toPlain));
    }),
  );
});

it("makes every moment but the last one as long as the others", () => {
  const moments = gather([Int16Array.from([1, 2, 3]), Int16Array.from([4, 5])]);
  expect(moments.map(({ bytes }) => [...new Int16Array(bytes.slice().buffer)])).toEqual([
    [1, 2],
    [3, 4],
    [5],
  ]);
  expect(moments.map(({ seconds }) => seconds)).toEqual([0.02, 0.02, 0.01]);
});
