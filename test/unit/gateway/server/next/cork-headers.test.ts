import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { corkHeaders } from "@/lib/gateway/server/next/cork-headers";

let answer: (response: ServerResponse) => void = () => {};
const server = createServer((_request, response) => answer(response));
let url = "";
let stop: () => void = () => {};

beforeAll(async () => {
  stop = corkHeaders();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  stop();
  server.close();
});

describe("corkHeaders", () => {
  it("sends headers together with the chunk that is written next", async () => {
    const waiting: number[] = [];
    answer = (response) => {
      const { socket } = response;
      response.flushHeaders();
      waiting.push(socket?.writableLength ?? 0);
      response.write("春");
      process.nextTick(() => {
        waiting.push(socket?.writableLength ?? 0);
        response.end();
      });
    };
    expect(await (await fetch(url)).text()).toBe("春");
    expect(waiting[0]).toBeGreaterThan(0);
    expect(waiting[1]).toBe(0);
  });

  it("sends headers alone when nothing follows in the same turn", async () => {
    let end: () => void = () => {};
    answer = (response) => {
      response.writeHead(202);
      response.flushHeaders();
      end = () => response.end("late");
    };
    const response = await fetch(url);
    expect(response.status).toBe(202);
    end();
    expect(await response.text()).toBe("late");
  });

  it("sends headers together with a complete answer", async () => {
    answer = (response) => {
      response.flushHeaders();
      response.end("whole");
    };
    expect(await (await fetch(url)).text()).toBe("whole");
    expect(await (await fetch(url)).text()).toBe("whole");
  });
});
