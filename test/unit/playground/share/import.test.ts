import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { toJson, toJsonLines } from "@/lib/playground/share/export";
import { readConversation } from "@/lib/playground/share/import";
import { ANSWER } from "@/lib/playground/i18n/answer";

import { say, startChat } from "../start-chat";

let count = 0;
const deps = { createId: () => `new${(count += 1)}`, now: () => 5 };

async function converse() {
  const { send, store, chat } = startChat([say("One."), say("Again."), say("Two.")]);
  store.setState(({ conversation }) => ({
    conversation: { ...conversation, parameters: { system: "Be brief.", temperature: 0.2 } },
  }));
  await send("First?");
  await chat.regenerate(store.getState().conversation.turns[1]?.id ?? "");
  await send("Second?");
  return store.getState().conversation;
}

describe("readConversation", () => {
  it("reads back what was exported as JSON, with its variants", async () => {
    const conversation = await converse();
    const read = readConversation(toJson(conversation, ANSWER.en), deps);
    expect(read).toMatchObject({
      title: "First?",
      model: "lite",
      parameters: { system: "Be brief.", temperature: 0.2 },
    });
    expect(
      read?.turns.map((turn) =>
        turn.role === "assistant" ? turn.variants.map(({ text }) => text) : turn.text,
      ),
    ).toEqual(["First?", ["One.", "Again."], "Second?", ["Two."]]);
    expect(read?.turns[1]).toMatchObject({ shown: 1 });
    expect(read?.id).not.toBe(conversation.id);
  });

  it("reads JSON lines from any source", async () => {
    const read = readConversation(toJsonLines(await converse(), ANSWER.en), deps);
    expect(read?.parameters).toEqual({ system: "Be brief." });
    expect(read?.turns).toHaveLength(4);
    expect(read?.turns[1]).toMatchObject({ variants: [{ state: "done", text: "Again." }] });
  });

  it.each(["", "{}", "[]", "null", "# A heading", '{"role":"assistant","content":"x"}', "{\n}"])(
    "does not accept %j as a conversation",
    (text) => {
      expect(readConversation(text, deps)).toBeNull();
    },
  );

  it("never throws or accepts a wrong type, whatever a file contains", () => {
    const value = fc.jsonValue({ maxDepth: 3 });
    const source = fc.record({
      format: fc.constant("spark-gateway-conversation"),
      title: value,
      model: value,
      parameters: value,
      createdAt: value,
      messages: fc.array(
        fc.record({ role: fc.constantFrom("user", "assistant", "tool", "x"), content: value }),
      ),
      answers: fc.array(fc.record({ shown: value, variants: fc.array(value) })),
    });
    fc.assert(
      fc.property(source, (given) => {
        const read = readConversation(JSON.stringify(given), deps);
        for (const turn of read?.turns ?? []) {
          const texts =
            turn.role === "assistant" ? turn.variants.map(({ text }) => text) : [turn.text];
          expect(texts.every((text) => typeof text === "string")).toBe(true);
          if (turn.role === "assistant") expect(turn.variants[turn.shown]).toBeDefined();
        }
      }),
    );
  });
});
