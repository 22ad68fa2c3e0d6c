import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { answer, answerWithReasoning, callFunction } from "../../simulator/scripts";
import { startGateway } from "../setup/gateway";
import { postWith, readSent, SERVICES } from "../setup/services";
import { readStream } from "../setup/sse";

const MODEL = "generalv3.5";
const system = (content: unknown) => ({ role: "system", content });
const user = (content: unknown) => ({ role: "user", content });
const adjusted = (response: Response) => response.headers.get("x-spark-adjusted");
const ignored = (response: Response) => response.headers.get("x-spark-ignored");

describe.each(SERVICES)("a lenient request over %s", (_, key) => {
  const sent = async (body: object) => {
    await using gateway = await startGateway();
    const response = await postWith(gateway, key)({ model: MODEL, ...body });
    expect(response.status).toBe(200);
    const request = await readSent(gateway);
    return { response, turns: request.messages ?? request.payload.message.text };
  };

  it.each([
    ["user", [user(["What ", { type: "text", text: "is it?" }])], "What is it?"],
    ["system", [system(["Be ", "brief."]), user("Hi")], "Be brief."],
    ["developer", [{ role: "developer", content: ["Be brief."] }, user("Hi")], "Be brief."],
    ["assistant", [user("a"), { role: "assistant", content: ["b", "c"] }, user("d")], "bc"],
    [
      "tool",
      [
        user("a"),
        {
          role: "assistant",
          content: null,
          tool_calls: [{ id: "1", type: "function", function: { name: "f", arguments: "{}" } }],
        },
        { role: "tool", tool_call_id: "1", content: ["42", "!"] },
      ],
      "42!",
    ],
  ])("accepts bare strings as text parts of a %s message", async (_role, messages, text) => {
    expect(JSON.stringify((await sent({ messages })).turns)).toContain(text);
  });

  it.each([
    ["system alone", [system("Translate: hello")], "messages[0].role=user"],
    [
      "developer alone",
      [{ role: "developer", content: "Translate: hello" }],
      "messages[0].role=user",
    ],
    ["system and an empty user", [system("Translate: hello"), user("")], "messages[0].role=user"],
    ["system and a blank user", [user(" \n"), system("Translate: hello")], "messages[1].role=user"],
    ["system and empty parts", [system("Translate: hello"), user([])], "messages[0].role=user"],
    [
      "system and an empty assistant",
      [system("Translate: hello"), { role: "assistant", content: "" }],
      "messages[0].role=user",
    ],
  ])(
    "turns instructions without a question into the user turn (%s)",
    async (_name, messages, note) => {
      for (const model of ["lite", MODEL, "4.0Ultra", "spark-x"]) {
        const { response, turns } = await sent({ model, messages });
        expect(turns).toEqual([{ role: "user", content: "Translate: hello" }]);
        expect(adjusted(response)).toBe(note);
      }
    },
  );

  it("joins several instructions into one user turn and still requests JSON", async () => {
    const { turns } = await sent({
      messages: [system("a"), { role: "developer", content: "b" }],
      response_format: { type: "json_object" },
    });
    expect(turns.at(-1)).toEqual({ role: "user", content: "a\n\nb" });
    expect(turns[0].content).toContain("JSON");
  });

  it("replaces images in tool results with a note and reports them", async () => {
    const { response, turns } = await sent({
      messages: [
        user("a"),
        {
          role: "assistant",
          tool_calls: [{ id: "1", type: "function", function: { name: "f", arguments: "{}" } }],
        },
        {
          role: "tool",
          tool_call_id: "1",
          content: [
            "shot: ",
            { type: "image_url", image_url: { url: "data:image/png;base64,AA==" } },
          ],
        },
      ],
    });
    expect(JSON.stringify(turns)).toContain("shot: [image]");
    expect(ignored(response)).toBe("messages[2].content[1].image_url");
  });

  it("sends U+FFFD for a lone surrogate in any text", async () => {
    const half = String.raw`\ud83d`;
    await using gateway = await startGateway();
    const body = JSON.stringify({
      model: MODEL,
      messages: [system("s HALF"), user("HALF u 😀 HALF")],
      tools: [{ type: "function", function: { name: "f", description: "d HALF" } }],
    }).replaceAll("HALF", half);
    const response = await postWith(gateway, key)(body);
    expect(response.status).toBe(200);
    const raw = JSON.stringify(await readSent(gateway));
    expect(raw).not.toMatch(/\\ud[89a-f]/i);
    expect(raw).toContain("s \ufffd");
    expect(raw).toContain("\ufffd u 😀 \ufffd");
    expect(raw).toContain("d \ufffd");
  });
});

describe("no-op values", () => {
  it.each([
    [{ stop: [] }, "stop"],
    [{ max_tokens: -1 }, "max_tokens"],
    [{ max_completion_tokens: -1 }, "max_completion_tokens"],
    [{ max_tokens: -1, stop: [] }, "max_tokens, stop"],
  ])("are treated as absent and reported: %j", async (fields, names) => {
    await using gateway = await startGateway();
    const response = await gateway.post({ model: MODEL, messages: [user("Hi")], ...fields });
    expect(response.status).toBe(200);
    expect(ignored(response)).toBe(names);
    expect((await readSent(gateway)).parameter.chat.max_tokens).toBeUndefined();
  });

  it.each([
    [7, "top_k=6"],
    [1000, "top_k=6"],
    [6, null],
    [1, null],
  ])("clamps top_k %i to Spark's range", async (top_k, note) => {
    await using gateway = await startGateway();
    const response = await gateway.post({ model: MODEL, messages: [user("Hi")], top_k });
    expect(response.status).toBe(200);
    expect(adjusted(response)).toBe(note);
    expect((await readSent(gateway)).parameter.chat.top_k).toBe(Math.min(top_k, 6));
  });

  it.each([65, 128, 256])(
    "aliases a function name of %i characters in both directions",
    async (length) => {
      await using gateway = await startGateway();
      const name = "n".repeat(length);
      const ask = {
        model: MODEL,
        messages: [user("Hi")],
        tools: [{ type: "function", function: { name } }],
      };
      const response = await gateway.post(ask);
      expect((await response.json()).choices[0].message.tool_calls[0].function.name).toBe(name);
      const [sentFunction] = (await readSent(gateway)).payload.functions.text;
      expect(sentFunction.name.length).toBeLessThanOrEqual(32);
    },
  );

  it("rejects a function name of 257 characters with 400", async () => {
    await using gateway = await startGateway();
    const tools = [{ type: "function", function: { name: "n".repeat(257) } }];
    const response = await gateway.post({ model: MODEL, messages: [user("Hi")], tools });
    expect((await response.json()).error).toMatchObject({ param: "tools[0].function.name" });
  });
});

describe("a lone surrogate from Spark", () => {
  it("never reaches the caller, however the frames are split", async () => {
    const units = fc.constantFrom("\ud83d", "\ude00", "a", "好", "😀");
    await using gateway = await startGateway();
    await fc.assert(
      fc.asyncProperty(
        fc.array(units, { minLength: 1, maxLength: 12 }),
        fc.boolean(),
        async (parts, stream) => {
          gateway.simulator.play(answerWithReasoning(["想\ud83d", "\ude00"], ["x", ...parts]));
          const response = await gateway.post({ model: "spark-x", messages: [user("Hi")], stream });
          const text = stream
            ? (await readStream(response)).text
            : (await response.json()).choices[0].message.content;
          expect(text).toBe(`x${parts.join("")}`.toWellFormed());
        },
      ),
      { numRuns: 60 },
    );
  });

  it("is replaced in the arguments of a call, raw or escaped", async () => {
    await using gateway = await startGateway();
    const given = String.raw`{"a":"\ud83d","b":"\ud83d\ude00","c":"\\ud83d"}`;
    gateway.simulator.play(callFunction({ name: "f", arguments: given }));
    const tools = [{ type: "function", function: { name: "f" } }];
    const response = await gateway.post({ model: MODEL, messages: [user("Hi")], tools });
    const { arguments: received } = (await response.json()).choices[0].message.tool_calls[0]
      .function;
    expect(JSON.parse(received)).toEqual({ a: "\ufffd", b: "😀", c: String.raw`\ud83d` });
  });

  it("does not delay the text after it", async () => {
    await using gateway = await startGateway();
    gateway.simulator.play(answer(["a\ud83d", "b"]));
    const { text } = await readStream(
      await gateway.post({ model: MODEL, messages: [user("Hi")], stream: true }),
    );
    expect(text).toBe("a\ufffdb");
  });
});
