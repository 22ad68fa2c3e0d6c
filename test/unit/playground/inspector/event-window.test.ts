import fc from "fast-check";
import { expect, it } from "vitest";

import {
  DETAIL_HEIGHT,
  ROW_HEIGHT,
  toPlaces,
  toTop,
  toTotalHeight,
} from "@/components/inspector/wire/event-window";

it("draws every visible row and few others at any scroll position", () => {
  const count = fc.integer({ min: 1, max: 2000 });
  const given = fc.tuple(count, fc.nat(), fc.option(fc.nat()), fc.integer({ min: 50, max: 900 }));
  fc.assert(
    fc.property(given, ([rows, scrolled, opened, height]) => {
      const open = opened === null ? null : opened % rows;
      const total = toTotalHeight(rows, open);
      const top = scrolled % Math.max(1, total - height + 1);
      const places = toPlaces(rows, { top, height }, [open]);
      for (let place = 0; place < rows; place += 1) {
        const start = toTop(place, open);
        const end = start + ROW_HEIGHT + (place === open ? DETAIL_HEIGHT : 0);
        if (end > top && start < top + height) expect(places).toContain(place);
      }
      expect(places.length).toBeLessThan((height + DETAIL_HEIGHT) / ROW_HEIGHT + 20);
    }),
  );
});

it("draws explicitly kept rows and ignores row numbers out of range", () => {
  const places = toPlaces(1000, { top: 0, height: 100 }, [900, null, -1, 1000]);
  expect(places.at(-1)).toBe(900);
  expect(places[0]).toBe(0);
});
