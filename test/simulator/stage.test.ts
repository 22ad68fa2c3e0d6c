import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { WebSocket } from "ws";
import { DEMO_APP } from "./apps";
import { ask, joinText, toMessage, toUrl } from "./reference-client";
import { silence } from "./scripts";
import { startSimulator, type Connection, type Simulator } from "./simulator";
import { eventually } from "../eventually";

let simulator: Simulator;
beforeEach(async () => {
  simulator = await startSimulator();
});
afterEach(() => simulator.close());

const go = () => ask({ url: simulator.url });

describe("stage", () => {
  test("holds the request and its token counts, and closes with any code", async () => {
    simulator.play(async (stage) => {
      const { header } = await stage.request;
      const { prompt_tokens: prompt } = stage.bill("");
      await stage.frame({ text: `${header.app_id} ${prompt}`, status: 2 });
      stage.close(4000, "own reason");
    });
    const { frames, close } = await go();
    expect(joinText(frames)).toBe(`${DEMO_APP.appId} 2`);
    expect(close).toEqual({ code: 4000, reason: "own reason" });
  });

  test("sends seq and header.status as given", async () => {
    simulator.play(async (stage) => {
      await stage.frame({ text: "a", status: 0, seq: 7 });
      await stage.frame({ text: "b", status: 2, headerStatus: 0 });
      stage.close();
    });
    const { frames } = await go();
    expect(frames.map(({ payload }) => payload?.choices?.seq)).toEqual([7, 8]);
    expect(frames[1]?.header.status).toBe(0);
  });

  test("waits for a slow reader", async () => {
    const frames = { sent: 0 };
    simulator.play(async (stage) => {
      const text = "x".repeat(1_000_000);
      for (;;) {
        await stage.frame({ text, status: 1 });
        frames.sent += 1;
      }
    });
    const socket = new WebSocket(toUrl({ url: simulator.url }));
    socket.once("open", () => {
      socket.pause();
      socket.send(toMessage({ url: simulator.url }));
    });
    const connection = await simulator.connection(0);
    await connection.request;
    // The kernel's buffers fill up, and then nothing moves until the reader continues.
    const filled = await settle(() => frames.sent);
    expect(filled).toBeLessThan(100);
    socket.resume();
    await eventually(() => expect(frames.sent).toBeGreaterThan(filled + 20));
    socket.terminate();
    await connection.closed;
  });

  test("aborts a waiting script when the client disconnects", async () => {
    const ended = vi.fn<(aborted: boolean) => void>();
    simulator.play(async (stage) => {
      await stage.frame({ text: "a", status: 0 });
      try {
        await stage.wait(60_000);
      } finally {
        ended(stage.gone.aborted);
      }
    });
    const socket = new WebSocket(toUrl({ url: simulator.url }));
    socket.once("open", () => socket.send(toMessage({ url: simulator.url })));
    const before = performance.now();
    socket.once("message", () => socket.terminate());
    const { code, at } = await (await simulator.connection(0)).closed;
    expect(code).toBe(1006);
    expect(at).toBeGreaterThan(before);
    await eventually(() => expect(ended).toHaveBeenCalledWith(true));
  });
});

describe("connection over WebSocket", () => {
  test("records path, query, headers, request, frames and the client's close code", async () => {
    simulator.play(silence);
    const socket = new WebSocket(toUrl({ url: simulator.url }), { headers: { "x-test": "1" } });
    socket.once("open", () => socket.send(toMessage({ url: simulator.url, content: "在吗" })));
    const connection = await simulator.connection(0);
    const request = await connection.request;
    expect(request.payload.message.text).toEqual([{ role: "user", content: "在吗" }]);
    expect(connection).toMatchObject({ path: "/v3.5/chat", accepted: true, open: true });
    expect(connection.query.get("host")).toBe(new URL(simulator.url).host);
    expect(connection.headers["x-test"]).toBe("1");
    expect(simulator.openConnections).toBe(1);
    socket.close(1000);
    expect((await connection.closed).code).toBe(1000);
    expect(connection).toMatchObject({ open: false, framesSent: 0 });
    expect(simulator.openConnections).toBe(0);
  });

  test("keeps a request that was rejected", async () => {
    await ask({ url: simulator.url, chat: { domain: "nonsense" } });
    const connection = await simulator.connection(0);
    expect((await connection.request).parameter.chat.domain).toBe("nonsense");
    expect(connection.framesSent).toBe(1);
  });

  test("can be awaited before it exists", async () => {
    const second: Promise<Connection> = simulator.connection(1);
    await go();
    await go();
    expect(await second).toBe(simulator.connections[1]);
  });
});

/** Returns the value once it has stopped changing. */
async function settle(read: () => number): Promise<number> {
  let last = -1;
  await vi.waitFor(
    () => {
      const previous = last;
      last = read();
      expect(last).toBe(previous);
    },
    { interval: 50, timeout: 30_000 },
  );
  return last;
}
