import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { GatewayError } from "@/lib/core/errors";
import type { ChatMessage } from "@/lib/api/chat-completions/request-schema";
import { toMessage } from "@/lib/api/chat-completions/to-message";
import { estimateTokens } from "@/lib/core/estimate-tokens";
import { createFunctionNames } from "@/lib/spark/chat/function-names";
import { toConversation as toStyled, toSparkTurns, truncate } from "@/lib/spark/chat/turns";

const told = { isNative: false, names: createFunctionNames([]) };
const toConversation = (messages: readonly ChatMessage[]) =>
  toStyled({ name: "messages", value: messages.map(toMessage) }, told);

const user = (content: string): ChatMessage => ({ role: "user", content });
const assistant = (content: string): ChatMessage => ({
  role: "assistant",
  content,
});
const system = (content: string): ChatMessage => ({ role: "system", content });

describe("toConversation", () => {
  it("joins system and developer messages wherever they stand", () => {
    const { system: text, turns } = toConversation([
      system("Be brief."),
      user("Hi"),
      { role: "developer", content: [{ type: "text", text: "In Chinese." }] },
      assistant("你好"),
      user("再见"),
    ]);
    expect(text).toBe("Be brief.\n\nIn Chinese.");
    expect(turns.map(({ role }) => role)).toEqual(["user", "assistant", "user"]);
  });

  it("merges neighbours of one role and drops turns without text", () => {
    const { turns } = toConversation([
      user("a"),
      assistant(""),
      user("b"),
      assistant("c"),
      user("d"),
    ]);
    expect(turns).toEqual([
      { role: "user", content: "a\n\nb" },
      { role: "assistant", content: "c" },
      { role: "user", content: "d" },
    ]);
  });

  it("quotes a leading assistant message in the first user turn", () => {
    const { turns } = toConversation([assistant("Welcome!"), user("Hi")]);
    expect(turns).toEqual([{ role: "user", content: "Assistant: Welcome!\n\nHi" }]);
  });

  it("joins text parts", () => {
    const parts = [
      { type: "text" as const, text: "你" },
      { type: "text" as const, text: "好" },
    ];
    expect(toConversation([{ role: "user", content: parts }]).turns[0]?.content).toBe("你好");
  });

  it.each([
    ["instructions", [user("a"), system("b")]],
    ["an empty user message", [user("a"), user("")]],
    ["an empty assistant message", [user("a"), assistant("")]],
  ])("accepts a question followed by %s", (_, messages) => {
    expect(toConversation(messages).turns).toEqual([{ role: "user", content: "a" }]);
  });

  it.each([
    ["an assistant message", [user("a"), assistant("b")]],
    ["an empty user message", [user("a"), assistant("b"), user(" ")]],
  ])("rejects a conversation that ends with %s", (_, messages) => {
    expect(() => toConversation(messages)).toThrow(GatewayError);
  });

  const anyMessage = fc
    .tuple(fc.constantFrom(user, assistant, system), fc.string({ unit: "grapheme", maxLength: 6 }))
    .map(([make, text]) => make(text));

  it("yields strictly alternating turns and loses no text for any input", () => {
    fc.assert(
      fc.property(fc.array(anyMessage, { maxLength: 12 }), fc.boolean(), (messages, hasSystem) => {
        const all = [...messages, user("end")];
        const turns = toSparkTurns(toConversation(all), hasSystem);
        const roles = turns.map(({ role }) => role);
        const rest = roles[0] === "system" ? roles.slice(1) : roles;
        expect(rest.every((role, at) => role === (at % 2 === 0 ? "user" : "assistant"))).toBe(true);
        expect(rest.at(-1)).toBe("user");
        expect(hasSystem || !roles.includes("system")).toBe(true);
        expect(turns.every(({ content }) => content.trim() !== "")).toBe(true);
        const sent = turns.map(({ content }) => content).join("\n");
        for (const { content } of all) {
          if (typeof content === "string" && content.trim()) expect(sent).toContain(content);
        }
      }),
    );
  });
});

describe("truncate", () => {
  const long = "字".repeat(300);
  const whole = toConversation([
    system("Be brief."),
    user(long),
    assistant(long),
    user(long),
    assistant(long),
    user("last"),
  ]);

  it("drops the oldest turns until the rest fits and begins with a user turn", () => {
    const { conversation, dropped } = truncate(whole, 450);
    expect(dropped).toBe(2);
    expect(conversation.system).toBe("Be brief.");
    expect(conversation.turns.map(({ role }) => role)).toEqual(["user", "assistant", "user"]);
  });

  it("keeps the system text and the last turn however small the limit", () => {
    const { conversation, dropped } = truncate(whole, 1);
    expect(dropped).toBe(4);
    expect(conversation.turns).toEqual([{ role: "user", content: "last" }]);
  });

  it("keeps a conversation that fits", () => {
    const { conversation, dropped } = truncate(whole, 10_000);
    expect(dropped).toBe(0);
    expect(conversation.turns).toEqual(whole.turns);
  });
});

describe("estimateTokens", () => {
  it.each([
    ["", 0],
    ["你好吗", 2],
    ["one two three four", 5],
    ["a".repeat(400), 100],
  ])("estimates %j at %i tokens", (text, tokens) => {
    expect(estimateTokens(text)).toBe(tokens);
  });
});
