import { createHmac } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

import { WebSocket } from "ws";

/**
 * The bare limit for recognition: it takes what follows a WAV file's header in the form, signs,
 * sends it in frames, and answers with the texts. It has no checks, other formats, pace, timeouts
 * or errors.
 */
const [API_SECRET, API_KEY] = ["secret", "key"];
const ORIGIN = process.env["SPARK_ASR_URL"] ?? "";
const FRAME_BYTES = 1280;
const WAV_HEADER_BYTES = 44;

const server = createServer((request, response) => void answer(request, response));
server.listen(0, "127.0.0.1");
await once(server, "listening");
process.send?.({ port: (server.address() as AddressInfo).port });

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part);
  const audio = findAudio(Buffer.concat(parts));
  const socket = new WebSocket(sign("/v1"), { perMessageDeflate: false });
  let text = "";
  socket.on("error", () => response.destroy());
  socket.on("open", () => void send(socket, audio));
  socket.on("message", (data: Buffer) => {
    const { header, payload } = JSON.parse(data.toString());
    const result = JSON.parse(Buffer.from(payload.result.text, "base64").toString());
    for (const { cw } of result.ws) text += cw[0].w;
    if (header.status !== 2) return;
    socket.close();
    response.writeHead(200, { "content-type": "application/json" });
    response.end(JSON.stringify({ text }));
  });
}

function findAudio(body: Buffer): Buffer {
  const from = body.indexOf("RIFF") + WAV_HEADER_BYTES;
  return body.subarray(from, body.indexOf("\r\n--", from));
}

async function send(socket: WebSocket, audio: Buffer): Promise<void> {
  for (let at = 0, seq = 1; at <= audio.length; at += FRAME_BYTES, seq += 1) {
    const isLast = at + FRAME_BYTES > audio.length;
    const status = at === 0 ? 0 : isLast ? 2 : 1;
    const frame = {
      header: { app_id: "a", status },
      ...(at === 0 && {
        parameter: { iat: { domain: "slm", language: "mul_cn", accent: "mandarin" } },
      }),
      payload: {
        audio: {
          encoding: "raw",
          sample_rate: 16_000,
          channels: 1,
          bit_depth: 16,
          seq,
          status,
          audio: audio.subarray(at, at + FRAME_BYTES).toString("base64"),
        },
      },
    };
    await new Promise((resolve) => socket.send(JSON.stringify(frame), resolve));
  }
}

function sign(path: string): string {
  const { host } = new URL(ORIGIN);
  const date = new Date().toUTCString();
  const signature = createHmac("sha256", API_SECRET)
    .update(`host: ${host}\ndate: ${date}\nGET ${path} HTTP/1.1`)
    .digest("base64");
  const origin = `api_key="${API_KEY}", algorithm="hmac-sha256", headers="host date request-line", signature="${signature}"`;
  const authorization = Buffer.from(origin).toString("base64");
  return `${ORIGIN}${path}?${new URLSearchParams({ authorization, date, host })}`;
}
