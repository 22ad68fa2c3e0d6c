import { describe, expect, it } from "vitest";

import { listProblems } from "../../responses/spec";
import { ASK, askStream, readTurns, respond, say } from "./ask";
import { ask, fetchKept, refusalOf, startKeeping } from "./keeping";

/** A chain of three responses, each but the first with two input items. */
async function startChain() {
  const gateway = await startKeeping();
  say(gateway, { texts: ["甲"] });
  const first = await ask(gateway, "一");
  say(gateway, { texts: ["乙"] });
  const second = await ask(
    gateway,
    [
      { role: "user", content: "二" },
      { role: "user", content: "三" },
    ],
    first,
  );
  say(gateway, { texts: ["丙"] });
  const third = await ask(gateway, [{ role: "user", content: "四", id: "msg_four" }], second);
  return Object.assign(gateway, { chain: [first, second, third] as const });
}

type Item = { id: string; content: { text: string }[] };
const textsOf = ({ data }: { data: Item[] }): string[] =>
  data.map(({ content }) => content.map(({ text }) => text).join());

describe("GET /v1/responses/{id}", () => {
  it("returns the response as the caller got it, streamed or not", async () => {
    await using gateway = await startKeeping();
    const whole = await ask(gateway, "一", undefined, { metadata: { a: "b" } });
    const shown = await (await fetchKept(gateway, whole.id)).json();
    expect(shown).toEqual(whole);
    expect(listProblems("Response", shown)).toEqual([]);
    const { response } = await askStream(gateway, ASK);
    expect(await (await fetchKept(gateway, response.id)).json()).toEqual(response);
  });

  it("returns an incomplete response too", async () => {
    await using gateway = await startKeeping();
    const whole = await ask(gateway, "一", undefined, { max_output_tokens: 1 });
    expect(whole).toMatchObject({ status: "incomplete", store: true });
    expect(await (await fetchKept(gateway, whole.id)).json()).toEqual(whole);
  });

  it("rejects streaming a kept response again", async () => {
    await using gateway = await startKeeping();
    const { id } = await ask(gateway, "一");
    expect(await refusalOf(await fetchKept(gateway, `${id}?stream=true`))).toMatchObject({
      status: 400,
      code: "unsupported_parameter",
      param: "stream",
    });
    expect((await fetchKept(gateway, `${id}?stream=false&include[]=x`)).status).toBe(200);
  });

  it.each(["resp_none", "%00", "resp_%ff", `resp_${"x".repeat(5000)}`])(
    "returns 404 for the response id %s",
    async (id) => {
      await using gateway = await startKeeping();
      expect(await refusalOf(await fetchKept(gateway, id))).toMatchObject({
        status: 404,
        code: "not_found",
      });
    },
  );
});

describe("DELETE /v1/responses/{id}", () => {
  it("deletes the response and its items, once", async () => {
    await using gateway = await startKeeping();
    const { id, output } = await ask(gateway, "一");
    const deleted = await fetchKept(gateway, id, { method: "DELETE" });
    expect(await deleted.json()).toEqual({ id, object: "response", deleted: true });
    for (const method of ["GET", "DELETE"]) {
      expect((await fetchKept(gateway, id, { method })).status).toBe(404);
    }
    const input = [{ id: output[0].id }, { role: "user", content: "二" }];
    expect(await refusalOf(await respond(gateway, { ...ASK, input }))).toMatchObject({
      status: 404,
      code: "item_not_found",
      param: "input[0].id",
      retry: "false",
    });
  });

  it("ends a chain when a middle response is deleted: the last one can be read but not continued", async () => {
    await using gateway = await startChain();
    const [first, second, third] = gateway.chain;
    await fetchKept(gateway, second.id, { method: "DELETE" });
    expect((await fetchKept(gateway, third.id)).status).toBe(200);
    const items = await (await fetchKept(gateway, `${third.id}/input_items`)).json();
    expect(textsOf(items)).toEqual(["四"]);
    const body = { ...ASK, input: "五", previous_response_id: third.id };
    expect(await refusalOf(await respond(gateway, body))).toMatchObject({
      status: 400,
      code: "previous_response_not_found",
    });
    await ask(gateway, "五", first);
    expect((await readTurns(gateway)).map(({ content }) => content)).toEqual(["一", "甲", "五"]);
  });
});

describe("GET /v1/responses/{id}/input_items", () => {
  it("lists the input items of the whole chain, newest first", async () => {
    await using gateway = await startChain();
    const response = await fetchKept(gateway, `${gateway.chain[2].id}/input_items`);
    const list = await response.json();
    expect(textsOf(list)).toEqual(["四", "乙", "三", "二", "甲", "一"]);
    expect(list).toMatchObject({
      object: "list",
      first_id: "msg_four",
      last_id: list.data.at(-1).id,
      has_more: false,
    });
    expect(listProblems("ResponseItemList", list)).toEqual([]);
    const ascending = await fetchKept(gateway, `${gateway.chain[2].id}/input_items?order=asc`);
    expect(textsOf(await ascending.json())).toEqual(textsOf(list).toReversed());
  });

  it("lists an item once that was sent again, so that pages come to an end", async () => {
    await using gateway = await startKeeping();
    const first = await ask(gateway, "一");
    const again = [...first.output, { role: "user", content: "二" }];
    const second = await ask(gateway, again, first);
    const path = `${second.id}/input_items?order=asc&limit=2`;
    const page = await (await fetchKept(gateway, path)).json();
    const rest = await (await fetchKept(gateway, `${path}&after=${page.last_id}`)).json();
    expect([page.data.length, rest.data.length, rest.has_more]).toEqual([2, 1, false]);
  });

  it("keeps references without a type as references", async () => {
    await using gateway = await startKeeping();
    const first = await ask(gateway, [{ id: "rs_0123" }, { role: "user", content: "一" }]);
    await ask(gateway, "二", first);
    const { data } = await (await fetchKept(gateway, `${first.id}/input_items`)).json();
    expect(data.at(-1)).toEqual({ type: "item_reference", id: "rs_0123" });
  });

  it.each(["asc", "desc"])("pages through input items in the order %s", async (order) => {
    await using gateway = await startChain();
    const path = `${gateway.chain[2].id}/input_items?order=${order}`;
    const all = textsOf(await (await fetchKept(gateway, path)).json());
    const seen: string[] = [];
    let after = "";
    for (let hasMore = true; hasMore;) {
      const page = await (await fetchKept(gateway, `${path}&limit=4${after}`)).json();
      seen.push(...textsOf(page));
      after = `&after=${page.last_id}`;
      hasMore = page.has_more;
    }
    expect(seen).toEqual(all);
    const empty = await (await fetchKept(gateway, `${path}${after}`)).json();
    expect(empty).toEqual({
      object: "list",
      data: [],
      first_id: null,
      last_id: null,
      has_more: false,
    });
  });

  it.each([
    ["limit=0", "limit"],
    ["limit=101", "limit"],
    ["limit=ten", "limit"],
    ["order=up", "order"],
    ["after=msg_none", "after"],
  ])("rejects the query ?%s", async (query, param) => {
    await using gateway = await startChain();
    const response = await fetchKept(gateway, `${gateway.chain[2].id}/input_items?${query}`);
    expect(await refusalOf(response)).toMatchObject({ status: 400, code: "invalid_value", param });
  });
});

describe("POST /v1/responses/{id}/cancel", () => {
  it("rejects the cancellation of a finished response", async () => {
    await using gateway = await startKeeping();
    const { id } = await ask(gateway, "一");
    const response = await fetchKept(gateway, `${id}/cancel`, { method: "POST" });
    expect(await refusalOf(response)).toMatchObject({ status: 400, code: "invalid_value" });
    expect((await fetchKept(gateway, `${id}/cancel`)).status).toBe(405);
  });
});
