import { expect, it } from "vitest";

import { SETTING_WORDS } from "@/lib/docs/setting-words";
import { listKinds } from "@/lib/gateway/config/settings";

it("SETTING_WORDS describes exactly the settings that are read", () => {
  const told = SETTING_WORDS.flatMap(({ settings }) => Object.keys(settings));
  expect(told.toSorted()).toEqual([...listKinds().keys()].toSorted());
});
