import { once } from "node:events";
import { createServer, get, type IncomingHttpHeaders, type Server } from "node:http";
import { connect } from "node:net";

import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";

import { PEER_HEADER, readPeer, stampPeers } from "@/lib/gateway/limits/peer-address";

const SECRET = "only-this-process-knows";
let server: Server;
let heard: Promise<IncomingHttpHeaders>;
let port = 0;

const toHeaders = (headers: IncomingHttpHeaders): Headers =>
  new Headers({ [PEER_HEADER]: String(headers[PEER_HEADER] ?? "") });

beforeAll(async () => {
  server = createServer((request, response) => {
    heard = Promise.resolve(request.headers);
    response.end();
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  port = typeof address === "object" ? (address?.port ?? 0) : 0;
});
afterAll(() => server.close());

async function ask(headers: Record<string, string>): Promise<IncomingHttpHeaders> {
  const asking = get({ port, host: "127.0.0.1", headers, agent: false });
  const [response] = await once(asking, "response");
  response.resume();
  return heard;
}

describe("stampPeers", () => {
  it("leaves a forged peer header untrusted before stamping begins", async () => {
    const headers = await ask({ [PEER_HEADER]: "guess 1.2.3.4" });
    expect(readPeer(toHeaders(headers), SECRET)).toBeUndefined();
    expect(readPeer(new Headers(), SECRET)).toBeUndefined();
  });

  it("replaces every peer header that the client sends", async () => {
    const stop = stampPeers(SECRET);
    onTestFinished(stop);
    expect(readPeer(toHeaders(await ask({})), SECRET)).toBe("127.0.0.1");
    const forged = await ask({ [PEER_HEADER]: `${SECRET} 1.2.3.4` });
    expect(readPeer(toHeaders(forged), SECRET)).toBe("127.0.0.1");

    const socket = connect(port, "127.0.0.1");
    socket.write(
      `POST / HTTP/1.1\r\nHost: x\r\n${PEER_HEADER}: a\r\nX-SPARK-GATEWAY-PEER: b\r\n` +
        "Expect: 100-continue\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
    );
    await once(socket.resume(), "end");
    expect(readPeer(toHeaders(await heard), SECRET)).toBe("127.0.0.1");
  });
});
