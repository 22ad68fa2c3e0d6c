import { once } from "node:events";
import { createServer } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { text } from "node:stream/consumers";

import { describe, expect, it, onTestFinished } from "vitest";

import { handleInTurn } from "@/lib/gateway/server/connection/in-turn";

/** Starts a server whose answers take as long as the test decides. */
async function start(handle: (url: string) => Promise<void>): Promise<number> {
  const server = createServer((request, response) =>
    handleInTurn(request, response, () => {
      void handle(request.url ?? "").then(() => response.end(`said ${request.url}`));
    }),
  );
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

const get = (path: string | number, more = ""): string =>
  `GET /${path} HTTP/1.1\r\nhost: x\r\n${more}\r\n`;
const LAST = "connection: close\r\n";

function exchange(port: number, bytes: string): Promise<string> {
  const socket = connect(port, "127.0.0.1");
  socket.write(bytes);
  return text(socket);
}

describe("handleInTurn", () => {
  it("handles the requests of one socket one at a time, in order", async () => {
    let running = 0;
    let most = 0;
    const port = await start(async () => {
      running += 1;
      most = Math.max(most, running);
      await new Promise(setImmediate);
      running -= 1;
    });
    const many = Array.from({ length: 50 }, (_, at) => get(at)).join("");
    const answer = await exchange(port, many + get(50, LAST));
    expect([...answer.matchAll(/said \/(\d+)/g)].map(([, at]) => Number(at))).toEqual(
      Array.from({ length: 51 }, (_, at) => at),
    );
    expect(most).toBe(1);
  });

  it("lets another connection have its turn between two requests of a socket", async () => {
    const order: string[] = [];
    const port = await start(async (url) => void order.push(url));
    const piled = exchange(port, get("a").repeat(90) + get("a", LAST));
    const other = exchange(port, get("b", LAST));
    await Promise.all([piled, other]);
    expect(order).toHaveLength(92);
    expect(order.indexOf("/b")).toBeLessThan(91);
  });

  it("closes a connection with hundreds of waiting requests", async () => {
    let handled = 0;
    const port = await start(async () => void (handled += 1));
    await exchange(port, get("a").repeat(500)).catch(() => "reset");
    expect(handled).toBeLessThan(102);
  });
});
