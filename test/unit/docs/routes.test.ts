import { readFileSync } from "node:fs";

import { describe, expect, it } from "vitest";

import { type Route, ROUTES } from "@/lib/gateway/server/routes";

import { listCodeSpans } from "../../markdown";

const toFile = ({ path, isDeep }: Route): string =>
  `app${path.replace("{id}", isDeep ? "[...id]" : "[id]")}/route.ts`;

describe.each(ROUTES.map((route) => [route.path, route] as const))("route %s", (path, route) => {
  it("has a file in app/ that forwards it", () => {
    expect(readFileSync(toFile(route), "utf8")).toContain(`"${path}"`);
  });

  it.each(["README.md", "README.zh-CN.md"])("is documented in %s", (page) => {
    expect(listCodeSpans(readFileSync(page, "utf8")).some((code) => code.endsWith(path))).toBe(
      true,
    );
  });
});
