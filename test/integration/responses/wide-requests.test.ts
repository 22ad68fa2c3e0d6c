import { describe, expect, it } from "vitest";

import { startGateway } from "../setup/gateway";
import { ASK, respond } from "./ask";
import { ask, refusalOf, startKeeping } from "./keeping";

const user = { role: "user", content: "好" };
const assistant = { role: "assistant", content: "y".repeat(500) };
const call = { type: "function_call", call_id: "c", name: "f", arguments: "{}" };
const output = { type: "function_call_output", call_id: "c", output: "r" };
const repeat = <T>(value: T, times: number): T[] => Array.from({ length: times }, () => value);

/** Work that grew with the square of these took minutes and blocked every other request. */
describe("very large requests to the Responses API", () => {
  it.each([
    ["messages of one role", repeat(user, 60_000)],
    ["calls in one turn", [user, ...repeat(call, 40_000), output]],
    ["results of one call", [user, call, ...repeat(output, 40_000)]],
    ["words between a call and its output", [user, call, ...repeat(assistant, 40_000), output]],
    ["items that are left out", [...repeat({ type: "compaction" }, 60_000), user]],
    ["references that are dropped", [...repeat({ id: "rs_1" }, 60_000), user]],
  ])("are answered without stalling: very many %s", async (_, input) => {
    await using gateway = await startGateway();
    // Spark itself may reject it as too long.
    const response = await respond(gateway, { ...ASK, input, truncation: "auto" });
    expect([200, 400]).toContain(response.status);
    expect(gateway.log.filter(({ level }) => level === "error")).toEqual([]);
  });

  it("are limited to the size of a body including referenced items", async () => {
    await using gateway = await startKeeping({ settings: { MAX_BODY_BYTES: "1000000" } });
    const large = { id: "msg_large", role: "user", content: "a".repeat(100_000) };
    await ask(gateway, [large]);
    const once = { ...ASK, input: [{ id: large.id }, user] };
    expect((await respond(gateway, once)).status).not.toBe(413);
    const input = [...repeat({ id: large.id }, 10_000), user];
    expect(await refusalOf(await respond(gateway, { ...ASK, input }))).toMatchObject({
      status: 413,
      code: "request_too_large",
    });
  });

  it("may reference very many items of a response without stalling", async () => {
    await using gateway = await startKeeping();
    const items = Array.from({ length: 999 }, (__, at) => ({ ...user, id: `msg_${at}` }));
    const { store } = await ask(gateway, items, undefined, { truncation: "auto" });
    expect(store).toBe(true);
    const input = [
      ...repeat(items, 40)
        .flat()
        .map(({ id }) => ({ id })),
      user,
    ];
    const response = await respond(gateway, { ...ASK, input, truncation: "auto" });
    expect([200, 400]).toContain(response.status);
  });
});
