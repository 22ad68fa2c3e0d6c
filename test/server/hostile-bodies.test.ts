import { once } from "node:events";
import { connect, type Socket } from "node:net";

import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { ASK } from "../integration/setup/gateway";
import { type Production, startProduction } from "./production";
import { eventually } from "../eventually";

const LIMIT_BYTES = 1024 * 1024;

let server: Production;

beforeAll(async () => {
  server = await startProduction({ settings: { MAX_BODY_BYTES: String(LIMIT_BYTES) } });
});
afterAll(() => server[Symbol.asyncDispose]());

/** Opens a raw connection that can send anything. */
async function open(): Promise<{ socket: Socket; heard: () => string; first: Promise<unknown> }> {
  const socket = connect(Number(new URL(server.url).port), "127.0.0.1");
  let text = "";
  socket.setEncoding("utf8").on("data", (data: string) => (text += data));
  // The server may reset the connection once it has rejected the request.
  socket.on("error", () => {});
  await once(socket, "connect");
  return { socket, heard: () => text, first: once(socket, "data") };
}

const HEAD =
  "POST /v1/chat/completions HTTP/1.1\r\nhost: gateway\r\ncontent-type: application/json\r\n";

async function expectToServeOn(): Promise<void> {
  const { choices } = await server.client.chat.completions.create(ASK);
  expect(choices[0]?.message.content).toBeTruthy();
}

describe("production server: hostile bodies", () => {
  it("stops reading an endless chunked body soon after its limit", async () => {
    const { socket, heard, first } = await open();
    socket.write(`${HEAD}transfer-encoding: chunked\r\n\r\n`);
    const piece = `10000\r\n${" ".repeat(0x10000)}\r\n`;
    let pieces = 0;
    for (; heard() === "" && pieces < 1000; pieces += 1) {
      if (!socket.write(piece)) await Promise.race([once(socket, "drain"), first]);
      await new Promise(setImmediate);
    }
    expect(heard()).toMatch(/^HTTP\/1\.1 413 /);
    await eventually(() => expect(heard()).toContain('"code":"request_too_large"'));
    // 64 KB each: the limit, plus what the sockets in between hold.
    expect(pieces * 0x10000).toBeLessThan(LIMIT_BYTES + 16 * 1024 * 1024);
    socket.destroy();
    await expectToServeOn();
  });

  it("rejects a declared body over the limit before a byte of it arrives", async () => {
    const { socket, heard, first } = await open();
    socket.write(`${HEAD}content-length: ${LIMIT_BYTES + 1}\r\n\r\n`);
    await first;
    expect(heard()).toMatch(/^HTTP\/1\.1 413 /);
    socket.destroy();
  });

  it("treats a truncated body as a disconnect, not as a fault", async () => {
    const { socket } = await open();
    socket.write(`${HEAD}content-length: 500\r\n\r\n{"model":"lite"`);
    socket.destroy();
    await once(socket, "close");
    await expectToServeOn();
    expect(server.output()).not.toContain('"event":"fault"');
  });

  it("rejects oversized headers with 431", async () => {
    const { socket, heard, first } = await open();
    socket.write(`${HEAD}x-large: ${"x".repeat(64 * 1024)}\r\n\r\n`);
    await first;
    expect(heard()).toMatch(/^HTTP\/1\.1 431 /);
    socket.destroy();
    await expectToServeOn();
  });

  it("rejects request smuggling by content-length and transfer-encoding", async () => {
    const { socket, heard, first } = await open();
    const body = JSON.stringify(ASK);
    socket.write(
      `${HEAD}content-length: ${body.length}\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n${body}`,
    );
    await first;
    expect(heard()).toMatch(/^HTTP\/1\.1 400 /);
    socket.destroy();
    await expectToServeOn();
  });
});
