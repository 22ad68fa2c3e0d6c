import { vi } from "vitest";

/** Retries until it does not throw, for as long as a very busy machine may need. */
export function eventually<T>(attempt: () => T | Promise<T>): Promise<T> {
  return vi.waitFor(attempt, { timeout: 30_000, interval: 20 });
}
