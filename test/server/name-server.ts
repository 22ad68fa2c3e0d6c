import { createSocket } from "node:dgram";
import { once } from "node:events";

export type NameServer = { port: number; [Symbol.asyncDispose]: () => Promise<void> };

/**
 * A small version of Docker's name server: every name resolves to all of these addresses, for a
 * second.
 */
export async function startNameServer(addresses: readonly string[]): Promise<NameServer> {
  const socket = createSocket("udp4", (query, { address, port }) => {
    socket.send(toAnswer(query, addresses), port, address);
  });
  socket.bind(0, "127.0.0.1");
  await once(socket, "listening");
  return {
    port: socket.address().port,
    [Symbol.asyncDispose]: async () => {
      socket.close();
      await once(socket, "close");
    },
  };
}

const HEADER_BYTES = 12;

/** RFC 1035 §4.1: repeats the question, then adds one A record per address. */
function toAnswer(query: Buffer, addresses: readonly string[]): Buffer {
  const header = Buffer.from(query.subarray(0, HEADER_BYTES));
  header.writeUInt16BE(0x81_80, 2);
  header.writeUInt16BE(addresses.length, 6);
  header.writeUInt32BE(0, 8);
  const question = query.subarray(HEADER_BYTES, query.indexOf(0, HEADER_BYTES) + 5);
  const records = addresses.map((address) =>
    Buffer.from([
      0xc0,
      HEADER_BYTES,
      0,
      1,
      0,
      1,
      0,
      0,
      0,
      1,
      0,
      4,
      ...address.split(".").map(Number),
    ]),
  );
  return Buffer.concat([header, question, ...records]);
}
