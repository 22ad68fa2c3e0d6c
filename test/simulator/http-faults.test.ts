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

describe("/simulate over HTTP", () => {
  const play = (name: string) => stream({ url: simulator.httpUrl, content: `/simulate ${name}` });

  test.each([
    ["10013", 400],
    ["11202", 500],
    ["10012", 500],
    ["handshake-401", 401],
    ["handshake-500", 500],
  ])("answers %s with status %i", async (name, status) => {
    expect((await ask({ stream: true, content: `/simulate ${name}` })).status).toBe(status);
  });

  test("sends the code of 10014-late mid-stream", async () => {
    const { chunks } = await play("10014-late");
    expect(chunks.map(({ code }) => code)).toEqual([0, 0, 0, 10014]);
  });

  test("sends 10019-end after the text and before [DONE]", async () => {
    const { events, chunks } = await play("10019-end");
    expect(chunks.at(-1)?.code).toBe(10019);
    expect(events.at(-1)).toBe("data:[DONE]");
  });

  test.each([
    ["garbage", "data: <html>502 Bad Gateway</html>"],
    ["empty-frame", "data: "],
    ["other-shape", 'data: {"type":"message","data":[1,2,3]}'],
    ["events", ": comment"],
  ])("sends the odd event of %s, and [DONE] at the end", async (name, event) => {
    const { events } = await play(name);
    expect(events).toContain(event);
    expect(events.at(-1)).toBe("data:[DONE]");
  });

  test("plays events, error-object, no-done, after-end and close-1000-early", async () => {
    expect((await play("events")).events.join()).toContain("event: progress_notice");
    expect((await play("error-object")).events.at(-1)).toContain('"error":{"code":10110');
    expect((await play("no-done")).events.join()).not.toContain("[DONE]");
    expect((await play("after-end")).events.at(-2)).toBe("data:[DONE]");
    expect((await play("close-1000-early")).events).toHaveLength(2);
  });

  test.each(["cut", "reset"])("breaks off the stream on %s", async (name) => {
    const response = await ask({ stream: true, content: `/simulate ${name}` });
    await expect(response.text()).rejects.toThrow("terminated");
  });

  test("breaks off a whole answer on cut", async () => {
    const response = await ask({ content: "/simulate cut" });
    await expect(response.text()).rejects.toThrow("terminated");
  });

  test("holds a whole answer back on stall", async () => {
    const patience = new AbortController();
    const response = await ask({ content: "/simulate stall", signal: patience.signal });
    const connection = await simulator.connection(0);
    await eventually(() => expect(connection.framesSent).toBe(1));
    patience.abort();
    await expect(response.text()).rejects.toThrow("aborted");
  });

  test.each(["close-1006", "refused", "handshake-garbage"])("never answers on %s", async (name) => {
    await expect(ask({ content: `/simulate ${name}` })).rejects.toThrow("fetch failed");
  });

  test.each(["silent", "handshake-silent"])(
    "waits on %s until the client disconnects",
    async (name) => {
      const patience = new AbortController();
      const asked = ask({ content: `/simulate ${name}`, signal: patience.signal });
      const connection = await simulator.connection(0);
      await connection.body;
      patience.abort();
      await expect(asked).rejects.toThrow("aborted");
      expect((await connection.closed).code).toBe(1006);
    },
  );

  test("explains that a WebSocket fault does not exist over HTTP", async () => {
    expect(joinDeltas((await play("binary")).chunks)).toContain("不存在于这种传输方式");
  });

  test.each(["merged", "split", "burst", "long", "emoji", "empty", "usage-alone"])(
    "sends a well-formed stream on %s",
    async (name) => {
      const { events, chunks } = await play(name);
      expect(events.at(-1)).toBe("data:[DONE]");
      expect(chunks.at(-1)).toHaveProperty("usage");
    },
  );
});
