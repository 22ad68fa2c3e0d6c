import { describe, expect, it } from "vitest";

import type { Check } from "@/lib/doctor/check";
import { createPrinter } from "@/lib/doctor/report";

const drift: Check = {
  subject: "handshake",
  app: "APP_ID",
  target: "spark-api.xf-yun.com",
  level: "warning",
  cause: "clock-drift",
  skewSeconds: 120,
};
const names = new Map([["APP_ID", "APP_ID (ab…)"]]);

describe("createPrinter", () => {
  it.each([
    ["en", "clock +120 s"],
    ["zh", "时钟 +120 秒"],
  ] as const)("prints the clock difference in %s", (language, told) => {
    const [line] = createPrinter({ language, names }).print(drift);
    expect(line).toContain("APP_ID (ab…)");
    expect(line).toContain(`(${told})`);
  });

  it("prints the same advice only once", () => {
    const printer = createPrinter({ language: "en", names });
    expect(printer.print(drift)).toHaveLength(2);
    expect(printer.print({ ...drift, target: "another.host" })).toHaveLength(1);
  });

  it("prints skipped checks on one line before the next result", () => {
    const printer = createPrinter({ language: "en", names });
    const skipped = (target: string): Check => ({
      subject: "model",
      app: null,
      target,
      level: "skipped",
      cause: null,
    });
    expect(printer.print(skipped("lite"))).toEqual([]);
    expect(printer.print(skipped("4.0Ultra"))).toEqual([]);
    expect(printer.print(drift)[0]).toBe("–  lite, 4.0Ultra  not asked");
  });

  it("prints models that fail of one cause on one line, and the advice below it", () => {
    const printer = createPrinter({ language: "en", names });
    const fail = (target: string, cause: Check["cause"] = "quota"): Check => ({
      subject: "model",
      app: "APP_ID",
      target,
      level: "warning",
      cause,
    });
    for (const target of ["lite", "4.0Ultra", "vision"]) {
      expect(printer.print(fail(target))).toEqual([]);
    }
    expect(printer.print(fail("kjwx", "not-granted"))).toEqual([
      "!  APP_ID (ab…)  lite, 4.0Ultra, vision  The app's tokens for this model are used up, or it never had any.",
      "     → Claim or buy tokens of this very model in Spark's console.",
    ]);
    expect(printer.end([])[0]).toContain("kjwx  This app may not use the model.");
  });
});
