import { expect, it, vi } from "vitest";

import { createReservedTokens } from "@/lib/gateway/limits/reserved-tokens";

it("is settled at once if nothing is reserved", async () => {
  await expect(createReservedTokens().whenSettled()).resolves.toBeUndefined();
});

it("is settled once no caller has anything reserved", async () => {
  const reserved = createReservedTokens();
  const settled = vi.fn<() => void>();
  reserved.add("a", 3);
  reserved.add("b", 5);
  const waiting = reserved.whenSettled().then(settled);
  reserved.add("a", -3);
  await Promise.resolve();
  expect(settled).not.toHaveBeenCalled();
  reserved.add("b", -5);
  await waiting;
  expect(settled).toHaveBeenCalledOnce();
});
