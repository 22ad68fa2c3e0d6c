import { vi } from "vitest";

/** Tries again until it does not throw; for as long as a machine with many neighbours may need. */
export function eventually<T>(attempt: () => T | Promise<T>): Promise<T> {
  return vi.waitFor(attempt, { timeout: 30_000, interval: 20 });
}
