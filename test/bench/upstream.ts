import { once } from "node:events";
import { createServer } from "node:http";
import { createServer as createSecureServer } from "node:https";
import type { AddressInfo } from "node:net";

import { type WebSocket, WebSocketServer } from "ws";

/**
 * A Spark that costs as little as possible: no checks, and prebuilt frames. The question contains
 * the plan, as `frames=200 every=50`: the number of frames and their interval in milliseconds, 0
 * for all at once. A frame that is not part of a burst carries its send time, as `t<ns>`. It runs
 * in its own process and imports nothing from the repository, so that Node can run it directly.
 */
const WORDS = "春眠不觉晓处处";
const USAGE =
  '"usage":{"text":{"question_tokens":4,"prompt_tokens":5,"completion_tokens":200,"total_tokens":205}}';

const FIRST = toFrame(WORDS, 0);
const NEXT = toFrame(WORDS, 1);
const LAST = toFrame(WORDS, 2);

const { TLS_KEY: key, TLS_CERT: cert } = process.env;
const server = key && cert ? createSecureServer({ key, cert }) : createServer();
server.listen(0, "127.0.0.1");
await once(server, "listening");
const spark = new WebSocketServer({ server, perMessageDeflate: false });
spark.on("connection", (socket) => {
  socket.on("error", () => {});
  socket.once("message", (data: Buffer) => {
    // The plan precedes whatever makes a prompt long, but an image comes before the text.
    const plan = /frames=(\d+) every=(\d+)/.exec(data.toString());
    const [frames = 1, everyMs = 0] = plan?.slice(1).map(Number) ?? [];
    if (everyMs > 0) pace(socket, frames, everyMs);
    else burst(socket, frames);
  });
});
process.send?.({ port: (server.address() as AddressInfo).port });

function burst(socket: WebSocket, frames: number): void {
  for (let at = 1; at <= frames; at += 1) {
    socket.send(at === frames ? LAST : at === 1 ? FIRST : NEXT);
  }
}

function pace(socket: WebSocket, frames: number, everyMs: number): void {
  let at = 0;
  const send = (): void => {
    at += 1;
    socket.send(toFrame(`t${process.hrtime.bigint()};`, at === frames ? 2 : 1));
    if (at === frames) clearInterval(timer);
  };
  const timer = setInterval(send, everyMs);
  socket.once("close", () => clearInterval(timer));
  send();
}

function toFrame(content: string, status: 0 | 1 | 2): string {
  const header = `"header":{"code":0,"message":"Success","sid":"cht000cb087@dx18a1b2c3d4e5f","status":${status}}`;
  const choices = `"choices":{"status":${status},"seq":0,"text":[{"content":"${content}","role":"assistant","index":0}]}`;
  return `{${header},"payload":{${choices}${status === 2 ? `,${USAGE}` : ""}}}`;
}
