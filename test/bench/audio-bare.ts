import { createHmac } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

import { WebSocket } from "ws";

/**
 * The bare limit for speech: it signs, asks, and writes the audio of each frame as it arrives. It
 * has no checks, settings, timeouts, errors or slow readers, and passes samples on unchanged.
 */
const [API_SECRET, API_KEY] = ["secret", "key"];
const ORIGIN = process.env["SPARK_TTS_URL"] ?? "";

type Asked = { model: string; input: string; response_format?: string };
type Frame = {
  header?: { status: number };
  payload?: { audio: { audio: string } };
  data?: { audio: string; status: number };
};

const server = createServer((request, response) => void answer(request, response));
server.listen(0, "127.0.0.1");
await once(server, "listening");
process.send?.({ port: (server.address() as AddressInfo).port });

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part);
  const asked: Asked = JSON.parse(Buffer.concat(parts).toString());
  const isNewer = asked.model === "spark-tts-hd";
  const socket = new WebSocket(sign(isNewer ? "/v1/private/mcd9m97e6" : "/v2/tts"), {
    perMessageDeflate: false,
  });
  response.on("close", () => socket.close());
  socket.on("error", () => response.destroy());
  socket.on("open", () => socket.send(toMessage(asked, isNewer)));
  socket.on("message", (data: Buffer) => {
    const frame: Frame = JSON.parse(data.toString());
    if (!response.headersSent) response.writeHead(200, { "content-type": "audio/mpeg" });
    response.write(Buffer.from(frame.data?.audio ?? frame.payload?.audio.audio ?? "", "base64"));
    if ((frame.data ?? frame.header)?.status !== 2) return;
    response.end();
    socket.close();
  });
}

function toMessage({ input, response_format: format }: Asked, isNewer: boolean): string {
  const text = Buffer.from(input).toString("base64");
  const encoding = format === "pcm" ? "raw" : "lame";
  if (!isNewer) {
    const business = { aue: encoding, sfl: 1, vcn: "xiaoyan", tte: "UTF8" };
    return JSON.stringify({ common: { app_id: "a" }, business, data: { status: 2, text } });
  }
  const audio = { encoding, sample_rate: 24_000 };
  return JSON.stringify({
    header: { app_id: "a", status: 2 },
    parameter: { tts: { vcn: "x5_lingxiaoxuan_flow", audio } },
    payload: { text: { status: 2, text } },
  });
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
