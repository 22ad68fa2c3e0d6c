import { describe, expect, it } from "vitest";

import { DEMO_APP } from "../../simulator/apps";
import { failAfter } from "../../simulator/scripts";
import { ASK, askStream, readTurns, respond, say } from "./ask";
import { ask, fetchKept, refusalOf, startKeeping, TTL } from "./keeping";
import { WEATHER } from "./tools";

const OWN = `${DEMO_APP.appId}:${DEMO_APP.apiSecret}:${DEMO_APP.apiKey}`;

const words = (turns: readonly { content: string }[]): string[] =>
  turns.map(({ content }) => content);

describe("with RESPONSES_STORE memory", () => {
  it("continues from a response, streamed or not, with everything before it", async () => {
    await using gateway = await startKeeping();
    say(gateway, { texts: ["甲"] });
    const first = await ask(gateway, "一");
    expect(first).toMatchObject({ store: true, previous_response_id: null });
    say(gateway, { texts: ["乙"] });
    const body = { ...ASK, input: "二", previous_response_id: first.id };
    const { response: second, events } = await askStream(gateway, body);
    expect(events.flatMap(({ response }) => (response ? [response.store] : []))).toEqual([
      true,
      true,
      true,
    ]);
    expect(second).toMatchObject({ previous_response_id: first.id });
    await ask(gateway, "三", second);
    expect(words(await readTurns(gateway))).toEqual(["一", "甲", "二", "乙", "三"]);
  });

  it("continues twice from the same response", async () => {
    await using gateway = await startKeeping();
    say(gateway, { texts: ["甲"] });
    const first = await ask(gateway, "一");
    for (const text of ["二", "三"]) {
      await ask(gateway, text, first);
      expect(words(await readTurns(gateway))).toEqual(["一", "甲", text]);
    }
  });

  it("does not inherit instructions", async () => {
    await using gateway = await startKeeping();
    const first = await ask(gateway, "一", undefined, { instructions: "短" });
    const second = await ask(gateway, "二", first, { instructions: "长" });
    expect((await readTurns(gateway))[0]).toEqual({ role: "system", content: "长" });
    await ask(gateway, "三", second);
    expect((await readTurns(gateway))[0]?.role).toBe("user");
  });

  it("accepts the output of a call in an earlier response", async () => {
    await using gateway = await startKeeping();
    const first = await ask(gateway, "天气", undefined, { tools: [WEATHER] });
    const [{ call_id }] = first.output;
    const output = [{ type: "function_call_output", call_id, output: "晴" }];
    const second = await ask(gateway, output, first, { tools: [WEATHER] });
    expect(second.output).toMatchObject([{ type: "message" }]);
    expect(words(await readTurns(gateway)).at(-1)).toContain("晴");
  });

  it("resolves references to items of an answer or its input", async () => {
    await using gateway = await startKeeping();
    say(gateway, { texts: ["甲"] });
    const first = await ask(gateway, [{ role: "user", content: "一", id: "msg_mine" }]);
    const reference = { type: "item_reference", id: first.output[0].id };
    const input = [{ id: "msg_mine" }, reference, { role: "user", content: "二" }];
    const second = await ask(gateway, input);
    expect(words(await readTurns(gateway))).toEqual(["一", "甲", "二"]);
    // The referenced item was saved in full and no longer needs the original.
    await fetchKept(gateway, first.id, { method: "DELETE" });
    await ask(gateway, "三", second);
    expect(words(await readTurns(gateway)).slice(0, 3)).toEqual(["一", "甲", "二"]);
    await ask(gateway, [reference, { role: "user", content: "四" }]);
  });

  it("finds an item of a response when another that referenced it was deleted", async () => {
    await using gateway = await startKeeping();
    say(gateway, { texts: ["甲"] });
    const first = await ask(gateway, [{ role: "user", content: "一" }]);
    const input = [
      { type: "item_reference", id: first.output[0].id },
      { role: "user", content: "二" },
    ];
    const second = await ask(gateway, input);
    await fetchKept(gateway, second.id, { method: "DELETE" });
    await ask(gateway, input);
    expect(words(await readTurns(gateway))).toEqual(["Assistant: 甲\n\n二"]);
  });

  it("keeps no response that was opted out or that failed", async () => {
    await using gateway = await startKeeping();
    const unkept = await ask(gateway, "一", undefined, { store: false });
    expect(unkept.store).toBe(false);
    expect((await fetchKept(gateway, unkept.id)).status).toBe(404);
    gateway.simulator.play(failAfter(["半"], 10_012, "m"));
    const { response } = await askStream(gateway, ASK);
    expect(response).toMatchObject({ status: "failed", store: false });
    expect((await fetchKept(gateway, response.id)).status).toBe(404);
    const body = { ...ASK, previous_response_id: response.id };
    expect(await refusalOf(await respond(gateway, body))).toMatchObject({
      status: 400,
      code: "previous_response_not_found",
      param: "previous_response_id",
      retry: "false",
      message: expect.stringContaining(response.id),
    });
  });

  it("returns a response only to its caller", async () => {
    await using gateway = await startKeeping({ settings: { GATEWAY_API_KEYS: "one,two" } });
    const first = await ask(gateway, "一", undefined, { key: "one" });
    const [item] = first.output;
    for (const key of ["two", OWN, DEMO_APP.apiPassword]) {
      for (const [path, method] of [
        [first.id, "GET"],
        [first.id, "DELETE"],
        [`${first.id}/input_items`, "GET"],
        [`${first.id}/cancel`, "POST"],
      ]) {
        expect(
          (await fetchKept(gateway, String(path), { method: String(method), key })).status,
        ).toBe(404);
      }
      const chained = { ...ASK, previous_response_id: first.id };
      expect((await respond(gateway, chained, { key })).status).toBe(400);
      const referring = { ...ASK, input: [{ id: item.id }, { role: "user", content: "x" }] };
      expect((await respond(gateway, referring, { key })).status).toBe(404);
    }
    expect((await fetchKept(gateway, first.id)).status).toBe(401);
    expect((await fetchKept(gateway, first.id, { key: "one" })).status).toBe(200);
  });

  it("treats all callers of an open endpoint as one, whatever key they send", async () => {
    await using gateway = await startKeeping();
    const first = await ask(gateway, "一", undefined, { key: "sk-any" });
    expect((await fetchKept(gateway, first.id, { key: "sk-other" })).status).toBe(200);
    expect((await fetchKept(gateway, first.id)).status).toBe(200);
  });

  it("expires a response RESPONSES_STORE_TTL_MS after its last use, by chaining or reading", async () => {
    await using gateway = await startKeeping();
    const first = await ask(gateway, "一");
    gateway.pass(TTL - 1);
    const second = await ask(gateway, "二", first);
    gateway.pass(TTL - 1);
    // Reading only the last link keeps the first one alive.
    expect((await fetchKept(gateway, second.id)).status).toBe(200);
    gateway.pass(TTL - 1);
    const third = await ask(gateway, "三", second);
    expect(third.previous_response_id).toBe(second.id);
    gateway.pass(TTL);
    for (const { id } of [first, second, third]) {
      expect((await fetchKept(gateway, id)).status).toBe(404);
    }
    const body = { ...ASK, previous_response_id: third.id };
    expect(await refusalOf(await respond(gateway, body))).toMatchObject({
      code: "previous_response_not_found",
      message: expect.stringContaining("has expired"),
    });
  });
});
