import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

import { WebSocketServer } from "ws";

/**
 * Plays iFlytek's recognition as cheaply as possible: without checks, it sends a prepared result
 * for every 40 frames of audio. It runs as a process of its own, and imports nothing from the
 * repository so that Node can run it directly.
 */
const EVERY = 40;
const SID = "ase000cb087@dx18a1b2c3d4e5f";

const wrap = (text: string, status: number): string => {
  const ws = text === "" ? [] : [{ bg: 10, cw: [{ w: text, sc: 0, lg: "zh" }] }];
  const result = { sn: 1, ls: status === 2, bg: 0, ed: 0, ws };
  return JSON.stringify({
    header: { code: 0, message: "success", sid: SID, status },
    payload: {
      result: {
        compress: "raw",
        encoding: "utf8",
        format: "json",
        seq: 1,
        status,
        text: Buffer.from(JSON.stringify(result)).toString("base64"),
      },
    },
  });
};
const SOME = wrap("听到一句话。", 1);
const LAST = wrap("", 2);

const server = createServer();
server.listen(0, "127.0.0.1");
await once(server, "listening");
const spark = new WebSocketServer({ server, perMessageDeflate: false });
spark.on("connection", (socket) => {
  let frames = 0;
  socket.on("error", () => {});
  socket.on("message", (data: Buffer) => {
    frames += 1;
    if (frames % EVERY === 0) socket.send(SOME);
    if (data.includes('"status":2')) socket.send(LAST);
  });
});
process.send?.({ port: (server.address() as AddressInfo).port });
