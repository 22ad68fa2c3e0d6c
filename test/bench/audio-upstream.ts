import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

import { WebSocketServer } from "ws";

/**
 * Plays iFlytek's voices as cheaply as possible: without checks, it sends a minute of audio in
 * prepared frames of half a second each. It runs as a process of its own, and imports nothing from
 * the repository so that Node can run it directly.
 */
const FRAMES = 120;
const SID = "tts000cb087@dx18a1b2c3d4e5f";

const older = (audio: string, status: number): string =>
  `{"code":0,"message":"success","sid":"${SID}","data":{"audio":"${audio}","ced":"14","status":${status}}}`;
const newer = (audio: string, status: number, seq: number): string =>
  `{"header":{"code":0,"message":"success","sid":"${SID}","status":${status}},"payload":{"audio":` +
  `{"encoding":"raw","sample_rate":24000,"channels":1,"bit_depth":16,"status":${status},"seq":${seq},` +
  `"frame_size":0,"ced":"14","audio":"${audio}"}}}`;

function build(bytes: number, write: typeof newer): string[] {
  const samples = Buffer.from(Uint8Array.from({ length: bytes }, (_, at) => (at * 37) % 251));
  const audio = samples.toString("base64");
  return Array.from({ length: FRAMES }, (_, at) => write(audio, at === FRAMES - 1 ? 2 : 1, at + 1));
}

/** The bytes of half a second, by service and requested format. */
const ANSWERS = {
  "/v2/tts raw": build(16_000, older),
  "/v2/tts lame": build(3000, older),
  "/v1/private/mcd9m97e6 raw": build(24_000, newer),
  "/v1/private/mcd9m97e6 lame": build(4000, newer),
};
type Asked = keyof typeof ANSWERS;

const server = createServer();
server.listen(0, "127.0.0.1");
await once(server, "listening");
const spark = new WebSocketServer({ server, perMessageDeflate: false });
spark.on("connection", (socket, request) => {
  socket.on("error", () => {});
  socket.once("message", (data: Buffer) => {
    const path = (request.url ?? "").split("?", 1)[0];
    const encoding = data.includes('"lame"') ? "lame" : "raw";
    for (const frame of ANSWERS[`${path} ${encoding}` as Asked]) socket.send(frame);
  });
});
process.send?.({ port: (server.address() as AddressInfo).port });
