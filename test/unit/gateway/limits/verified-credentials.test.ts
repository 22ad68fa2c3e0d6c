import { expect, it } from "vitest";

import { createVerifiedCredentials } from "@/lib/gateway/limits/verified-credentials";

it("createVerifiedCredentials remembers a limited number of accepted credentials", () => {
  const letIn = createVerifiedCredentials(2);
  expect(letIn.has("a")).toBe(false);
  letIn.add("a");
  letIn.add("b");
  letIn.add("a");
  letIn.add("c");
  expect(["a", "b", "c"].map((digest) => letIn.has(digest))).toEqual([true, false, true]);
});
