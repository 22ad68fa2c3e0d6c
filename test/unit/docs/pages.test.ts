import { readFile } from "node:fs/promises";

import { expect, it } from "vitest";

import { listPages } from "@/lib/docs/pages";

it.each(listPages())("$path matches the code (otherwise: npm run docs)", async ({ path, text }) => {
  expect(await readFile(path, "utf8")).toBe(text);
});
