import { expect, it } from "vitest";

import { isJsonAnswer } from "@/lib/playground/markdown/json-answer";

it.each(['{"a": 1}', ' [{"a": []}]\n', "{}"])("accepts %j as a JSON answer", (text) => {
  expect(isJsonAnswer(text)).toBe(true);
});

it.each(["", "12", '"a"', "null", '{"a": 1', "{a: 1}", "[see] (below]", 'Here: {"a": 1}'])(
  "rejects %j as a JSON answer",
  (text) => {
    expect(isJsonAnswer(text)).toBe(false);
  },
);
