import { once } from "node:events";
import type { AddressInfo } from "node:net";

import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { WebSocketServer } from "ws";

import type { GoOn } from "@/lib/spark/transport/websocket";
import { openWebSocket } from "@/lib/spark/transport/websocket";

const TIMEOUT_MS = 1000;
const SENDS = 5;

describe("openWebSocket: an upload that takes longer than the timeouts", () => {
  const servers: WebSocketServer[] = [];

  beforeEach(async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] });
    const server = new WebSocketServer({ port: 0, host: "127.0.0.1" });
    servers.push(server);
    await once(server, "listening");
  });

  afterEach(() => {
    for (const server of servers.splice(0)) {
      for (const client of server.clients) client.terminate();
      server.close();
    }
    vi.useRealTimers();
  });

  function findServer(): WebSocketServer {
    const [server] = servers;
    if (!server) throw new Error("there is no server");
    return server;
  }

  /** Sends messages with a pause before each that is just shorter than the timeout. */
  const sendSlowly: GoOn = async (send) => {
    for (let sent = 0; sent < SENDS; sent += 1) {
      vi.advanceTimersByTime(TIMEOUT_MS - 1);
      await send(sent === SENDS - 1 ? "last" : "more");
    }
  };

  function ask(goOn: GoOn) {
    const { port } = findServer().address() as AddressInfo;
    return openWebSocket({
      url: new URL(`ws://127.0.0.1:${port}/`),
      toMessage: () => "first",
      goOn,
      signal: new AbortController().signal,
      timeouts: {
        connectTimeoutMs: TIMEOUT_MS,
        firstFrameTimeoutMs: TIMEOUT_MS,
        idleTimeoutMs: TIMEOUT_MS,
      },
      now: () => new Date(),
      onLateFrame: () => {},
    });
  }

  it.each([
    ["the first frame", "last"],
    ["the next frame", "first"],
  ])("waits for %s as long as messages are sent", async (_case, answered) => {
    findServer().on("connection", (socket) =>
      socket.on("message", (data: Buffer) => {
        const text = data.toString();
        if (text === answered) socket.send(`to the ${text}`);
        if (text === "last") socket.send("end");
      }),
    );
    const frames: string[] = [];
    for await (const batch of ask(sendSlowly)) {
      frames.push(...batch);
      if (frames.includes("end")) break;
    }
    expect(frames).toEqual([`to the ${answered}`, "end"]);
  });

  it("gives up once nothing is sent or received for that long", async () => {
    const answer = ask(async (send) => {
      await sendSlowly(send);
      vi.advanceTimersByTime(TIMEOUT_MS);
    });
    await expect(answer.next()).rejects.toMatchObject({
      failure: { kind: "spark-silent", phase: "first frame" },
    });
  });
});
