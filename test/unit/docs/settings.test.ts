import { expect, it } from "vitest";

import { SETTING_WORDS } from "@/lib/docs/setting-words";
import { listKinds } from "@/lib/gateway/config/settings";

it("has words for every setting that is read, and for no other", () => {
  const told = SETTING_WORDS.flatMap(({ settings }) => Object.keys(settings));
  expect(told.toSorted()).toEqual([...listKinds().keys()].toSorted());
});
