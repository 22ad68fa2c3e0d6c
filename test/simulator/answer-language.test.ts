import { afterAll, beforeAll, expect, test } from "vitest";
import { ask, joinText } from "./reference-client";
import { startSimulator, type Simulator } from "./simulator";

let simulator: Simulator;
beforeAll(async () => {
  simulator = await startSimulator();
});
afterAll(() => simulator.close());

test.each([
  ["What is new?", /^\[Simulated\] You said: “What is new\?”/, /\p{Script=Han}/u],
  ["有什么新鲜事？", /^【模拟回答】您说：「有什么新鲜事？」/, /\[Simulated\]/],
  ["👍🏽", /^【模拟回答】/, /\[Simulated\]/],
  ["1 + 1 = ?", /^【模拟回答】/, /\[Simulated\]/],
  ["Translate 春天", /^【模拟回答】/, /\[Simulated\]/],
])("answers %s in its own language, shortly, with the facts folded", async (...row) => {
  const [content, beginning, absent] = row;
  const { frames } = await ask({
    url: simulator.url,
    payload: { message: { text: [{ role: "user", content }] } },
  });
  const answer = joinText(frames);
  expect(answer).toMatch(beginning);
  expect(answer).not.toMatch(absent);
  const [shown = "", folded = ""] = answer.split("<details>");
  expect(shown.length).toBeLessThan(240);
  expect(folded).toMatch(/^\n<summary>[^<]+<\/summary>\n\n- .*\n\n<\/details>$/s);
});
