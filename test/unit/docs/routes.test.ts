import { readFileSync } from "node:fs";

import { describe, expect, it } from "vitest";

import { ROUTES } from "@/lib/gateway/server/routes";

import { listCodeSpans } from "../../markdown";

const toFile = (path: string): string => `app${path.replace("{id}", "[...id]")}/route.ts`;

describe.each(ROUTES.map(({ path }) => path))("the route %s", (path) => {
  it("is forwarded by its file in app/", () => {
    expect(readFileSync(toFile(path), "utf8")).toContain(`serve("${path}")`);
  });

  it.each(["README.md", "README.zh-CN.md"])("is named in %s", (page) => {
    expect(listCodeSpans(readFileSync(page, "utf8")).some((code) => code.endsWith(path))).toBe(
      true,
    );
  });
});
