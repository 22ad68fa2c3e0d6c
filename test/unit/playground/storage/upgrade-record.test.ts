import { expect, it } from "vitest";

import type { Conversation } from "@/lib/playground/conversation/types";
import { upgradeRecord } from "@/lib/playground/storage/upgrade-record";

const base = { id: "c", title: "t", model: "vision", parameters: {}, createdAt: 1, updatedAt: 2 };
const image = { id: "p", kind: "url", url: "https://example.com/a.png", name: "a.png" };
const question = { role: "user", id: "q", text: "What is this?" };

const toRecord = (turns: object[]): Conversation => ({ ...base, turns }) as unknown as Conversation;

it("reads a stored question's images from the legacy pictures field", () => {
  const stored = toRecord([{ ...question, pictures: [image] }]);
  expect(upgradeRecord(stored)).toEqual(toRecord([{ ...question, images: [image] }]));
});

it("leaves a record in the current format unchanged", () => {
  const stored = toRecord([
    { ...question, images: [image] },
    { role: "assistant", variants: [] },
  ]);
  expect(upgradeRecord(stored)).toEqual(stored);
});
