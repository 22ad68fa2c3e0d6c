import { describe, expect, it } from "vitest";

import { toOwner } from "@/lib/gateway/store/owner";

import { ASK, askStream, respond, say } from "./ask";
import { ask, fetchKept, refusalOf, startKeeping } from "./keeping";

const user = { role: "user", content: "好" };
const MEGABYTE = 1024 * 1024;
const long = (bytes: number): string => "a".repeat(bytes);

describe("responses kept in memory", () => {
  it("stay within RESPONSES_STORE_MAX_BYTES by removing the least recently used", async () => {
    await using gateway = await startKeeping({ settings: { RESPONSES_STORE_MAX_BYTES: "20000" } });
    const text = long(5000);
    const [first, second] = [await ask(gateway, text), await ask(gateway, text)];
    expect((await fetchKept(gateway, first.id)).status).toBe(200);
    const third = await ask(gateway, text);
    const statuses: number[] = [];
    for (const { id } of [first, second, third]) {
      statuses.push((await fetchKept(gateway, id)).status);
    }
    expect(statuses).toEqual([200, 404, 200]);
  });

  it("skip a response that is larger than the store, and report it", async () => {
    await using gateway = await startKeeping({ settings: { RESPONSES_STORE_MAX_BYTES: "3000" } });
    const small = await ask(gateway, "一");
    expect(small.store).toBe(true);
    const large = await ask(gateway, long(4000));
    expect(large.store).toBe(false);
    expect((await fetchKept(gateway, large.id)).status).toBe(404);
    expect((await fetchKept(gateway, small.id)).status).toBe(200);
  });

  it("skip a response over 1 MB with its input, and report it in the stream's last object", async () => {
    await using gateway = await startKeeping();
    const body = { ...ASK, model: "pro-128k", truncation: "auto", stream: true };
    const input = [
      { role: "user", content: long(MEGABYTE) },
      { role: "assistant", content: "好" },
      { role: "user", content: "再" },
    ];
    const { events, response } = await askStream(gateway, { ...body, input });
    expect(events.flatMap((event) => (event["response"] ? [event["response"].store] : []))).toEqual(
      [true, true, false],
    );
    expect((await fetchKept(gateway, response.id)).status).toBe(404);
  });

  it("skip a response with more than 1,000 items", async () => {
    await using gateway = await startKeeping();
    const items = (count: number) => Array.from({ length: count }, () => user);
    const more = { model: "pro-128k" };
    say(gateway, { texts: ["好"] }, 2);
    // The answer counts as an item too.
    expect(await ask(gateway, items(999), undefined, more)).toMatchObject({ store: true });
    expect(await ask(gateway, items(1000), undefined, more)).toMatchObject({ store: false });
  });

  it("skip an answer that exceeds 1 MB", async () => {
    await using gateway = await startKeeping();
    const piece = long(MEGABYTE / 4);
    say(gateway, { texts: [piece, piece, piece, piece] });
    const { response } = await askStream(gateway, ASK);
    expect(response).toMatchObject({ status: "completed", store: false });
    expect((await fetchKept(gateway, response.id)).status).toBe(404);
  });

  it("are limited to 200 per chain, after which the chain cannot continue", async () => {
    await using gateway = await startKeeping();
    const { store, settings } = gateway.deps;
    const owner = toOwner(new Headers(), settings);
    const first = await ask(gateway, "一");
    const kept = await store?.get(owner, first.id);
    if (!kept) throw new Error("not kept");
    const link = { ...kept, id: "resp_199", links: 199, previousId: first.id };
    await store?.put(owner, link);
    const last = await ask(gateway, "二", { id: link.id });
    const body = { ...ASK, previous_response_id: last.id };
    expect(await refusalOf(await respond(gateway, body))).toMatchObject({
      status: 400,
      code: "invalid_value",
      param: "previous_response_id",
      message: expect.stringContaining("200"),
    });
    expect((await fetchKept(gateway, last.id)).status).toBe(200);
  });

  it("are limited to the size of a body per conversation", async () => {
    await using gateway = await startKeeping({ settings: { MAX_BODY_BYTES: "10000" } });
    say(gateway, { texts: ["好"] }, 3);
    const first = await ask(gateway, long(3000));
    const second = await ask(gateway, long(3000), first);
    const third = await ask(gateway, long(3000), second);
    const body = { ...ASK, input: "x", previous_response_id: third.id };
    const refused = await refusalOf(await respond(gateway, body));
    expect(refused).toMatchObject({ status: 413, code: "request_too_large" });
  });
});
