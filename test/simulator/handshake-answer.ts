import { STATUS_CODES } from "node:http";
import type { Socket } from "node:net";
import type { HandshakeScript } from "./script";

/** Spark's own response for a path that does not exist. */
export const NOT_FOUND: HandshakeScript = {
  refuse: {
    status: 404,
    body: "404 page not found",
    headers: { "content-type": "text/plain; charset=utf-8" },
  },
};

/** Answers a handshake with anything but 101, or not at all. */
export function playHandshake(script: HandshakeScript, tcp: Socket, now: number): void {
  // Without a reader, the client's FIN or RST would go unnoticed.
  tcp.resume();
  tcp.once("end", () => tcp.end());
  if ("silent" in script) return;
  if ("hangUp" in script) return void tcp.destroy();
  if ("raw" in script) return void tcp.end(script.raw);

  const { status, body = "", headers = {} } = script.refuse;
  const lines = {
    date: new Date(now).toUTCString(),
    "content-type": "application/json; charset=utf-8",
    "content-length": String(Buffer.byteLength(body)),
    connection: "close",
    ...headers,
  };
  tcp.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? "Unknown"}\r\n${Object.entries(lines)
      .map(([name, value]) => `${name}: ${value}\r\n`)
      .join("")}\r\n${body}`,
  );
}

export function refuseHandshake(status: number, message: string): HandshakeScript {
  return { refuse: { status, body: JSON.stringify({ message }) } };
}
