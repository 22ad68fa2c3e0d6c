import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { findFailure, GatewayError } from "@/lib/core/errors";
import type { ApiRequest } from "@/lib/gateway/http/api-request";
import { readJson } from "@/lib/gateway/http/body";
import type { BodyTerms } from "@/lib/gateway/http/feed-body";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Opens a body that the test feeds by hand, and counts how often it is read. */
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

describe("feedBody", () => {
  it("times out a body that drips for two minutes, however steadily", async () => {
    const { read, feed } = open();
    const reading = read({ limitBytes: 10_000 });
    for (let at = 0; at < 12; at += 1) {
      await feed(" ");
      await vi.advanceTimersByTimeAsync(10_000);
    }
    expect(await reading).toMatchObject({ kind: "request-timeout", isWhole: true });
    expect(vi.getTimerCount()).toBe(0);
  });

  it("counts each part before keeping it, and stops at the first one over the limit", async () => {
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

  it("reads nothing beyond the gate until the gate has opened", async () => {
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

  it("throws the gate's own error when the gate does not open", async () => {
    const { read, feed } = open();
    const shut = new GatewayError({ kind: "unauthenticated", message: "no" });
    const reading = read({ limitBytes: 100, gate: { bytes: 1, open: () => Promise.reject(shut) } });
    await feed('{"a"');
    await vi.advanceTimersByTimeAsync(5_000);
    expect(await reading).toMatchObject({ kind: "unauthenticated" });
  });

  it("reports that the limit is low because the credential is unverified", async () => {
    const { read, feed } = open();
    const reading = read({ limitBytes: 3, isUnproven: true });
    await feed("[1,2]");
    await vi.advanceTimersByTimeAsync(5_000);
    expect(await reading).toEqual({ kind: "request-too-large", limitBytes: 3, isUnproven: true });
  });
});
