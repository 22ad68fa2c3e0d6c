import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { findFailure, GatewayError } from "@/lib/core/errors";
import type { ApiRequest } from "@/lib/gateway/http/api-request";
import { readJson } from "@/lib/gateway/http/body";
import type { BodyTerms } from "@/lib/gateway/http/feed-body";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A body that is fed by hand, and how often it was asked for more. */
function open() {
  let controller: ReadableStreamDefaultController<Uint8Array> | undefined;
  let asked = 0;
  const body = new ReadableStream<Uint8Array>(
    { start: (given) => void (controller = given), pull: () => void (asked += 1) },
    { highWaterMark: 0 },
  );
  const init = { method: "POST", body, duplex: "half" } as RequestInit;
  const request: ApiRequest = new Request("http://gateway/", init);
  const read = (terms: BodyTerms) => readJson(request, terms).catch(findFailure);
  const feed = async (text: string): Promise<void> => {
    controller?.enqueue(new TextEncoder().encode(text));
    await vi.advanceTimersByTimeAsync(0);
  };
  return { read, feed, end: () => controller?.close(), asked: () => asked };
}

describe("the terms on which a body is read", () => {
  it("end one that drips for two minutes, however steadily", async () => {
    const { read, feed } = open();
    const reading = read({ limitBytes: 10_000 });
    for (let at = 0; at < 12; at += 1) {
      await feed(" ");
      await vi.advanceTimersByTimeAsync(10_000);
    }
    expect(await reading).toMatchObject({ kind: "request-timeout", isWhole: true });
    expect(vi.getTimerCount()).toBe(0);
  });

  it("count each part before it is kept, and stop at the first that is too much", async () => {
    const { read, feed } = open();
    let held = 0;
    const hold = (bytes: number): void => {
      if (held + bytes > 10) throw new GatewayError({ kind: "overloaded" });
      held += bytes;
    };
    const reading = read({ limitBytes: 100, hold });
    for (let at = 0; at < 3; at += 1) await feed("[1, ");
    await vi.advanceTimersByTimeAsync(5_000);
    expect(await reading).toMatchObject({ kind: "overloaded" });
    expect(held).toBe(8);
  });

  it("read nothing beyond the gate until it has opened", async () => {
    const { read, feed, end, asked } = open();
    let unlock = (): void => {};
    const opening = new Promise<void>((resolve) => (unlock = resolve));
    const reading = read({ limitBytes: 100, gate: { bytes: 4, open: () => opening } });
    await feed('{"a"');
    await feed(":1");
    const before = asked();
    await feed("}");
    expect(asked()).toBe(before);
    unlock();
    await vi.advanceTimersByTimeAsync(0);
    end();
    expect(await reading).toEqual({ a: 1 });
  });

  it("hand on what the gate says when it stays shut", async () => {
    const { read, feed } = open();
    const shut = new GatewayError({ kind: "unauthenticated", message: "no" });
    const reading = read({ limitBytes: 100, gate: { bytes: 1, open: () => Promise.reject(shut) } });
    await feed('{"a"');
    await vi.advanceTimersByTimeAsync(5_000);
    expect(await reading).toMatchObject({ kind: "unauthenticated" });
  });

  it("say where the limit is small since nobody vouches for the credential", async () => {
    const { read, feed } = open();
    const reading = read({ limitBytes: 3, isUnproven: true });
    await feed("[1,2]");
    await vi.advanceTimersByTimeAsync(5_000);
    expect(await reading).toEqual({ kind: "request-too-large", limitBytes: 3, isUnproven: true });
  });
});
