import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/**
 * iFlytek's text embeddings as cheap as they can be: no check, and one answer that was built beforehand.
 * Runs as a process of its own; it imports nothing of the repository so that Node can run it as it is.
 */
const DIMENSIONS = 2560;
const values = Float32Array.from({ length: DIMENSIONS }, (_, at) => Math.sin(at * 7.3) * 0.7);
const text = Buffer.from(values.buffer).toString("base64");
const ANSWER = Buffer.from(
  JSON.stringify({
    header: { code: 0, message: "success", sid: "ase000cb087@dx18a1b2c3d4e5f" },
    payload: {
      feature: {
        encoding: "utf8",
        compress: "raw",
        format: "plain",
        seq: "0",
        status: "2",
        text,
      },
    },
  }),
);

const server = createServer((request, response) => {
  request.resume();
  request.on("end", () => {
    response.writeHead(200, {
      "content-type": "application/json",
      "content-length": ANSWER.length,
    });
    response.end(ANSWER);
  });
});
// As long as the gateway keeps its own.
server.keepAliveTimeout = 60_000;
server.listen(0, "127.0.0.1");
await once(server, "listening");
process.send?.({ port: (server.address() as AddressInfo).port });
