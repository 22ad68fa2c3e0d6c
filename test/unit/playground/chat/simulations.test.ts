import { expect, it } from "vitest";

import { findSimulations, SIMULATIONS } from "@/lib/playground/chat/simulations";

import { FAULTS } from "../../../simulator/faults";

it("offers only commands that the simulator supports", () => {
  const known = new Set(["help", ...FAULTS.map(({ name }) => name)]);
  expect(SIMULATIONS.map(([name]) => name).filter((name) => !known.has(name))).toEqual([]);
});

it.each([
  ["", 0],
  ["/", SIMULATIONS.length],
  ["/sim", SIMULATIONS.length],
  ["/simulate ", SIMULATIONS.length],
  ["/simulate 11", 3],
  ["/simulate 11202", 0],
  ["/simulate cut", 0],
  ["/simulate nothing-like-it", 0],
  ["/summary", 0],
  ["a /simulate ", 0],
])("completes %j to %i commands", (text, count) => {
  expect(findSimulations(text, "en")).toHaveLength(count);
});
