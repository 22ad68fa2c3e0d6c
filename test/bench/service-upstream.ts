import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/**
 * iFlytek's text embeddings and image generation as cheap as possible: no checks, and prebuilt
 * answers. It runs in its own process and imports nothing from the repository, so that Node can run
 * it directly.
 */
const DIMENSIONS = 2560;
const values = Float32Array.from({ length: DIMENSIONS }, (_, at) => Math.sin(at * 7.3) * 0.7);
const EMBEDDING = Buffer.from(
  JSON.stringify({
    header: { code: 0, message: "success", sid: "ase000cb087@dx18a1b2c3d4e5f" },
    payload: {
      feature: {
        encoding: "utf8",
        compress: "raw",
        format: "plain",
        seq: "0",
        status: "2",
        text: Buffer.from(values.buffer).toString("base64"),
      },
    },
  }),
);

/** About the size of a 1024 × 1024 PNG from an image model; its start is real, the rest noise. */
const PNG_BYTES = 1_400_000;
const SIGNATURE = Buffer.from("89504e470d0a1a0a0000000d49484452", "hex");
const IMAGE = Buffer.from(
  JSON.stringify({
    header: { code: 0, message: "Success", sid: "cht000cb087@dx18a1b2c3d4e5f", status: 0 },
    payload: {
      choices: {
        status: 2,
        seq: 0,
        text: [
          {
            content: Buffer.concat([SIGNATURE, randomBytes(PNG_BYTES)]).toString("base64"),
            index: 0,
            role: "assistant",
          },
        ],
      },
    },
  }),
);

const server = createServer((request, response) => {
  const answer = request.url?.startsWith("/v2.1/tti") ? IMAGE : EMBEDDING;
  request.resume();
  request.on("end", () => {
    response.writeHead(200, {
      "content-type": "application/json",
      "content-length": answer.length,
    });
    response.end(answer);
  });
});
// As long as the gateway keeps its own connections.
server.keepAliveTimeout = 60_000;
server.listen(0, "127.0.0.1");
await once(server, "listening");
process.send?.({ port: (server.address() as AddressInfo).port });
