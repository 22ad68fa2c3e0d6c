import { expect, it } from "vitest";

import { toChineseExpectation } from "@/lib/docs/expected-value-words";
import { SETTING_WORDS } from "@/lib/docs/setting-words";
import { listKinds } from "@/lib/gateway/config/settings";

it("SETTING_WORDS describes exactly the settings that are read", () => {
  const told = SETTING_WORDS.flatMap(({ settings }) => Object.keys(settings));
  expect(told.toSorted()).toEqual([...listKinds().keys()].toSorted());
});

it.each([...listKinds()])("what %s accepts has a Chinese text", (_name, expects) => {
  const chinese = toChineseExpectation(expects);
  expect(chinese).toMatch(/\p{Script=Han}|ASCII/u);
  // Examples and numbers stay.
  for (const example of expects.match(/[\w.-]*\d[\w./:-]*|[{[].*[}\]]/g) ?? []) {
    expect(chinese).toContain(example.replace(/[,;]$/, ""));
  }
});
