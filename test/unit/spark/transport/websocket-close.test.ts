import { once } from "node:events";
import type { AddressInfo } from "node:net";

import { describe, expect, it, onTestFinished, vi } from "vitest";
import { WebSocketServer } from "ws";

import { openWebSocket } from "@/lib/spark/transport/websocket";

import { TIMEOUTS } from "./http-peer";

describe("openWebSocket: close", () => {
  it("closes with 1000 and still reports a frame that arrives late", async () => {
    const spark = new WebSocketServer({ port: 0, host: "127.0.0.1" });
    onTestFinished(() => {
      for (const socket of spark.clients) socket.terminate();
      spark.close();
    });
    await once(spark, "listening");
    const onLateFrame = vi.fn<(raw: string) => void>();
    const closed = new Promise<number>((resolve) => {
      spark.on("connection", (socket) => {
        socket.on("message", () => socket.send("last"));
        socket.on("close", resolve);
      });
    });
    let leave: () => void;
    const gone = new Promise<void>((resolve) => (leave = resolve));
    const answer = openWebSocket({
      url: new URL(`ws://127.0.0.1:${(spark.address() as AddressInfo).port}/`),
      toMessage: () => "question",
      signal: new AbortController().signal,
      timeouts: TIMEOUTS,
      now: () => new Date(),
      onLateFrame,
      onGone: () => leave(),
    });
    expect((await answer.next()).value).toEqual(["last"]);
    const [peer] = spark.clients;
    peer?.send("late");
    await answer.return();
    // Spark would see 1006 for a connection that was cut.
    expect(await closed).toBe(1000);
    await gone;
    expect(onLateFrame.mock.calls).toEqual([["late"]]);
  });
});
