import OpenAI from "openai";
import { expect, it } from "vitest";

import { streamAnswer } from "@/lib/playground/api/stream-answer";
import { createVariant } from "@/lib/playground/conversation/create";

const usage = { prompt_tokens: 3, completion_tokens: 40, total_tokens: 43 };

/** Returns the usage that is shown beside each of `count` answers to one request. */
async function readUsages(count: number) {
  const places = Array.from({ length: count }, (_, index) => index);
  const choices = places.map((index) => ({
    index,
    message: { role: "assistant", content: "Yes." },
    finish_reason: "stop",
  }));
  const client = new OpenAI({
    apiKey: "k",
    baseURL: "http://gateway/v1",
    fetch: async () => Response.json({ choices, usage }),
  });
  const filled = await streamAnswer(
    places.map((index) => createVariant(`v${index}`, "lite", "w")),
    { model: "lite", messages: [{ role: "user", content: "?" }] },
    {
      client,
      signal: new AbortController().signal,
      now: () => 1,
      onChange: () => {},
      onAllowance: () => {},
    },
  );
  return filled.map((variant) => variant.usage);
}

it("marks usage as shared when one request has several answers", async () => {
  expect(await readUsages(1)).toEqual([usage]);
  const shared = { ...usage, choices: 2 };
  expect(await readUsages(2)).toEqual([shared, shared]);
});
