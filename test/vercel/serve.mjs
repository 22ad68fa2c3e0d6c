// @ts-check
// Plain JavaScript, so that there is nothing between Node and the built function.
import { createServer } from "node:http";
import { createRequire } from "node:module";

/** @typedef {import("@vercel/node").VercelRequest} VercelRequest */
/** @typedef {import("@vercel/node").VercelResponse} VercelResponse */

/** @type {import("@vercel/node").VercelApiHandler} */
const handler = createRequire(import.meta.url)(process.argv[2] ?? "");

const server = createServer((request, response) => {
  void handler(/** @type {VercelRequest} */ (request), /** @type {VercelResponse} */ (response));
}).listen(0, "127.0.0.1", () => {
  const address = server.address();
  if (typeof address === "object") console.log(`http://127.0.0.1:${address?.port}`);
});
