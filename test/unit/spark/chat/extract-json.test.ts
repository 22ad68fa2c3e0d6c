import { describe, expect, it, vi } from "vitest";

import { extractJson } from "@/lib/spark/chat/response-format";

describe("extractJson", () => {
  it.each([
    ['{"a":1}', '{"a":1}'],
    ['so:\n```json\n{"a":1}\n```\nbye', '{"a":1}'],
    ['```JSON{"a":1}```', '{"a":1}'],
    ['``` \n{"a":1} ```', '{"a":1}'],
    ['it is {"a":{"b":"}"}} there', '{"a":{"b":"}"}}'],
    ["```\nno end", "```\nno end"],
  ])("finds the JSON in %j", (text, json) => expect(extractJson(text)).toBe(json));

  it("looks for each fence once, however long the blanks behind it are", () => {
    const look = vi.spyOn(String.prototype, "indexOf");
    extractJson(`x \`\`\`${"\n".repeat(100_000)}y`);
    const fences = look.mock.calls.filter(([text]) => text === "```");
    look.mockRestore();
    expect(fences.length).toBeLessThanOrEqual(2);
  });
});
