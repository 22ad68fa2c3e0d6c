import fc from "fast-check";
import { expect, it } from "vitest";

import { toFullText } from "@/lib/playground/conversation/file-text";

it("puts each file below the question, with its name and language", () => {
  const files = [
    { id: "1", name: "a.py", text: "print(1)\n" },
    { id: "2", name: "notes.txt", text: "```\ncode\n```" },
  ];
  expect(toFullText("Why?", files)).toBe(
    "Why?\n\na.py\n```py\nprint(1)\n```\n\nnotes.txt\n````\n```\ncode\n```\n````",
  );
  expect(toFullText("", files.slice(0, 1))).toBe("a.py\n```py\nprint(1)\n```");
  expect(toFullText("Why?")).toBe("Why?");
});

it("closes each fence with a line that the file does not contain", () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[`a\n]{0,60}$/), (text) => {
      const lines = toFullText("", [{ id: "1", name: "x.md", text }]).split("\n");
      const fence = lines.at(-1) ?? "";
      expect(fence).toMatch(/^`{3,}$/);
      expect(lines.slice(2, -1).filter((line) => line.includes(fence))).toEqual([]);
    }),
  );
});
