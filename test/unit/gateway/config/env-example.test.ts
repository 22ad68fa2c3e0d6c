import { readFileSync } from "node:fs";

import { describe, expect, it } from "vitest";

import { readSettings } from "@/lib/gateway/config/settings";

const example = readFileSync(new URL("../../../../.env.example", import.meta.url), "utf8");

describe(".env.example", () => {
  const entries = [...example.matchAll(/^([A-Z_]+)=(.*)$/gm)].map(([, name = "", value = ""]) => [
    name,
    value,
  ]);

  it("lists exactly the settings that the gateway reads", () => {
    const asked = new Set<string>();
    readSettings(
      new Proxy({}, { get: (_, name) => void (typeof name === "string" && asked.add(name)) }),
    );
    expect(new Set(entries.map(([name]) => name))).toEqual(asked);
  });

  it("shows the defaults", () => {
    const {
      catalogue: _,
      gatewayKeys: __,
      ...fromExample
    } = readSettings(Object.fromEntries(entries));
    expect(readSettings({})).toMatchObject(fromExample);
  });
});
