import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { joinDeltas, post, stream, type HttpQuestion } from "./reference-http";
import { startSimulator, type Simulator } from "./simulator";
import { eventually } from "../eventually";

let simulator: Simulator;
beforeAll(async () => {
  simulator = await startSimulator({ wait: () => Promise.resolve() });
});
afterAll(() => simulator.close());
beforeEach(() => simulator.clear());

type Question = Omit<HttpQuestion, "url">;
const ask = (question: Question = {}) => post({ url: simulator.httpUrl, ...question });

describe("/simulate", () => {
  const play = (name: string) => stream({ url: simulator.httpUrl, content: `/simulate ${name}` });

  test.each([
    ["10013", 400],
    ["11202", 500],
    ["10012", 500],
    ["handshake-401", 401],
    ["handshake-500", 500],
  ])("%s is a %i", async (name, status) => {
    expect((await ask({ stream: true, content: `/simulate ${name}` })).status).toBe(status);
  });

  test("10014-late is a code in mid-stream", async () => {
    const { chunks } = await play("10014-late");
    expect(chunks.map(({ code }) => code)).toEqual([0, 0, 0, 10014]);
  });

  test("10019-end comes after the text, before the end", async () => {
    const { events, chunks } = await play("10019-end");
    expect(chunks.at(-1)?.code).toBe(10019);
    expect(events.at(-1)).toBe("data:[DONE]");
  });

  test.each([
    ["garbage", "data: <html>502 Bad Gateway</html>"],
    ["empty-frame", "data: "],
    ["other-shape", 'data: {"type":"message","data":[1,2,3]}'],
    ["events", ": comment"],
  ])("%s is in the stream", async (name, event) => {
    const { events } = await play(name);
    expect(events).toContain(event);
    expect(events.at(-1)).toBe("data:[DONE]");
  });

  test("events, error-object, no-done, after-end and close-1000-early", async () => {
    expect((await play("events")).events.join()).toContain("event: progress_notice");
    expect((await play("error-object")).events.at(-1)).toContain('"error":{"code":10110');
    expect((await play("no-done")).events.join()).not.toContain("[DONE]");
    expect((await play("after-end")).events.at(-2)).toBe("data:[DONE]");
    expect((await play("close-1000-early")).events).toHaveLength(2);
  });

  test.each(["cut", "reset"])("%s breaks off", async (name) => {
    const response = await ask({ stream: true, content: `/simulate ${name}` });
    await expect(response.text()).rejects.toThrow("terminated");
  });

  test("cut breaks off a whole answer too", async () => {
    const response = await ask({ content: "/simulate cut" });
    await expect(response.text()).rejects.toThrow("terminated");
  });

  test("stall holds a whole answer too", async () => {
    const patience = new AbortController();
    const response = await ask({ content: "/simulate stall", signal: patience.signal });
    const connection = await simulator.connection(0);
    await eventually(() => expect(connection.framesSent).toBe(1));
    patience.abort();
    await expect(response.text()).rejects.toThrow("aborted");
  });

  test.each(["close-1006", "refused", "handshake-garbage"])("%s never answers", async (name) => {
    await expect(ask({ content: `/simulate ${name}` })).rejects.toThrow("fetch failed");
  });

  test.each(["silent", "handshake-silent"])("%s waits until the caller leaves", async (name) => {
    const patience = new AbortController();
    const asked = ask({ content: `/simulate ${name}`, signal: patience.signal });
    const connection = await simulator.connection(0);
    await connection.body;
    patience.abort();
    await expect(asked).rejects.toThrow("aborted");
    expect((await connection.closed).code).toBe(1006);
  });

  test("what only the WebSocket has says so", async () => {
    expect(joinDeltas((await play("binary")).chunks)).toContain("不存在于这种传输方式");
  });

  test.each(["merged", "split", "burst", "long", "emoji", "empty", "usage-alone"])(
    "%s is well-formed",
    async (name) => {
      const { events, chunks } = await play(name);
      expect(events.at(-1)).toBe("data:[DONE]");
      expect(chunks.at(-1)).toHaveProperty("usage");
    },
  );
});
