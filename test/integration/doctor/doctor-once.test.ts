import { describe, expect, it } from "vitest";

import { EXHAUSTED, visit } from "./doctor";

describe("npm run doctor: one cause", () => {
  it("names a wrong APP_ID once, asks no other model and gives no advice about models", async () => {
    const { code, causes, checks, connections } = await visit({ settings: { APP_ID: "wrongapp" } });
    expect(code).toBe(1);
    expect(causes.filter((cause) => cause === "wrong-app-id")).toHaveLength(1);
    expect(causes).not.toContain("no-model");
    expect(checks.filter(({ level }) => level === "skipped").length).toBeGreaterThan(8);
    // The clock's, the handshake's, one that asks; and MaaS, which knows no APP_ID.
    expect(connections.length).toBeLessThanOrEqual(4);
  });

  it("still ends with what to claim where no model has tokens", async () => {
    const { causes } = await visit({ settings: EXHAUSTED });
    expect(causes.at(-1)).toBe("no-model");
  });

  it.each([
    [["APP_ID", "LOG_LEVEL"], "(.env.local)"],
    [["LOG_LEVEL"], ""],
  ])("names the file that sets half an app: %j", async (names, expected) => {
    const { code, error } = await visit({
      world: {
        openDeps: () => {
          throw new Error("APP_ID, API_SECRET and API_KEY go together: set API_KEY, or none.");
        },
        files: [{ path: ".env.local", names }],
      },
    });
    expect(code).toBe(2);
    expect(error).toBe(
      `APP_ID, API_SECRET and API_KEY go together: set API_KEY, or none. ${expected}`.trim(),
    );
  });
});
