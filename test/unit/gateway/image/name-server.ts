import { createSocket } from "node:dgram";
import { Resolver } from "node:dns/promises";
import { once } from "node:events";

const TYPES: Readonly<Record<number, string>> = { 1: "A", 28: "AAAA" };
const HEADER_BYTES = 12;

/** Starts a name server on loopback, which never answers for an unknown name. */
export async function startNameServer(known: Readonly<Record<string, { A?: string[] }>>) {
  const asked: string[] = [];
  const socket = createSocket("udp4", (question, peer) => {
    const { name, type, end } = readQuestion(question);
    asked.push(`${type} ${name}`);
    const records = known[name];
    if (!records) return;
    const addresses = type === "A" ? (records.A ?? []) : [];
    socket.send(toAnswer(question.subarray(0, end), addresses), peer.port, peer.address);
  });
  socket.bind(0, "127.0.0.1");
  await once(socket, "listening");
  return {
    asked,
    createResolver: (): Resolver => {
      const resolver = new Resolver({ timeout: 60_000, tries: 1 });
      resolver.setServers([`127.0.0.1:${socket.address().port}`]);
      return resolver;
    },
    [Symbol.asyncDispose]: () => new Promise<void>((resolve) => void socket.close(resolve)),
  };
}

function readQuestion(message: Buffer): { name: string; type: string; end: number } {
  const labels: string[] = [];
  let at = HEADER_BYTES;
  for (let length = message[at] ?? 0; length > 0; length = message[at] ?? 0) {
    labels.push(message.toString("latin1", at + 1, at + 1 + length));
    at += 1 + length;
  }
  return {
    name: labels.join(".").toLowerCase(),
    type: TYPES[message.readUInt16BE(at + 1)] ?? "?",
    end: at + 5,
  };
}

/** Builds the question with its answers (RFC 1035); each points back to the question's name. */
function toAnswer(question: Buffer, addresses: readonly string[]): Buffer {
  const head = Buffer.from(question);
  head.writeUInt16BE(0x8180, 2);
  head.writeUInt16BE(addresses.length, 6);
  head.writeUInt16BE(0, 8);
  head.writeUInt16BE(0, 10);
  const answers = addresses.map((address) =>
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
      60,
      0,
      4,
      ...address.split(".").map(Number),
    ]),
  );
  return Buffer.concat([head, ...answers]);
}
