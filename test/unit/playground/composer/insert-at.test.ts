import { expect, it } from "vitest";

import { insertAt } from "@/lib/playground/composer/insert-at";

it.each([
  ["", 0, 0, "你好", "你好|"],
  ["一二", 1, 1, "三", "一三|二"],
  ["Say", 3, 3, "hello", "Say hello|"],
  ["Say ", 4, 4, "hello", "Say hello|"],
  ["Done.", 5, 5, "More", "Done. More|"],
  ["ab cd", 3, 3, "x", "ab x |cd"],
  ["old words here", 4, 9, "new ones", "old new ones| here"],
  ["好", 1, 1, "OK", "好OK|"],
  ["line\n", 5, 5, "next", "line\nnext|"],
  ["(", 1, 1, "aside", "(aside|"],
])("%j with %i to %i replaced by %s", (text, start, end, added, expected) => {
  const inserted = insertAt(text, { start, end }, added);
  const { caret } = inserted;
  expect(`${inserted.text.slice(0, caret)}|${inserted.text.slice(caret)}`).toBe(expected);
});
