import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo, Socket } from "node:net";

import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { WebSocketServer } from "ws";

import { GatewayError } from "@/lib/core/errors";
import { openWebSocket } from "@/lib/spark/transport/websocket";

import { TIMEOUTS } from "./http-peer";

describe("openWebSocket: onSent", () => {
  const reason = new GatewayError({ kind: "caller-gone" });
  const server = createServer();
  const onSent = vi.fn<() => void>();
  const toMessage = vi.fn<() => string>(() => "question");

  const sockets: Socket[] = [];
  server.on("connection", (socket: Socket) => void sockets.push(socket));

  beforeEach(async () => {
    onSent.mockReset();
    toMessage.mockClear();
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
  });

  afterEach(async () => {
    server.removeAllListeners("upgrade");
    for (const socket of sockets.splice(0)) socket.destroy();
    server.close();
    await once(server, "close");
  });

  function ask(signal: AbortSignal) {
    const { port } = server.address() as AddressInfo;
    let leave: () => void;
    const gone = new Promise<void>((resolve) => (leave = resolve));
    const answer = openWebSocket({
      url: new URL(`ws://127.0.0.1:${port}/`),
      toMessage,
      signal,
      timeouts: TIMEOUTS,
      now: () => new Date(),
      onLateFrame: () => {},
      onSent,
      onGone: () => leave(),
    });
    return { answer, gone };
  }

  it("calls onSent once when the request has been sent", async () => {
    const spark = new WebSocketServer({ noServer: true });
    server.on("upgrade", (request, socket, head) =>
      spark.handleUpgrade(request, socket, head, (open) => {
        open.on("message", () => {
          open.send("one");
          open.send("two");
        });
      }),
    );
    const { answer, gone } = ask(new AbortController().signal);
    const first = await answer.next();
    expect(onSent).toHaveBeenCalledOnce();
    const heard = [...(first.value ?? [])];
    if (heard.length < 2) heard.push(...((await answer.next()).value ?? []));
    expect(heard).toEqual(["one", "two"]);
    await answer.return();
    await gone;
    expect(onSent).toHaveBeenCalledOnce();
    expect(toMessage).toHaveBeenCalledOnce();
  });

  it("never calls onSent when the client disconnects during the handshake", async () => {
    const knocked = new Promise((resolve) => server.once("upgrade", resolve));
    const caller = new AbortController();
    const { answer, gone } = ask(caller.signal);
    const next = answer.next();
    await knocked;
    caller.abort(reason);
    await expect(next).rejects.toBe(reason);
    await gone;
    expect(toMessage).not.toHaveBeenCalled();
    expect(onSent).not.toHaveBeenCalled();
  });

  it("never calls onSent when Spark rejects the handshake", async () => {
    server.on("upgrade", (_request, socket) =>
      socket.end("HTTP/1.1 401 Unauthorized\r\ncontent-length: 2\r\n\r\n{}"),
    );
    const { answer, gone } = ask(new AbortController().signal);
    await expect(answer.next()).rejects.toMatchObject({ failure: { kind: "spark-handshake" } });
    await gone;
    expect(onSent).not.toHaveBeenCalled();
  });
});
