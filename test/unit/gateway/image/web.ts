import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";

/** Starts a web server on loopback that counts its requests. */
export async function startWeb(listener: RequestListener) {
  const visits: string[] = [];
  const server = createServer((request, response) => {
    visits.push(request.url ?? "");
    listener(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    /** The name under which tests allow it; only their own look-up resolves it. */
    host: `images.test:${port}`,
    url: (path = "/") => new URL(`http://images.test:${port}${path}`),
    visits,
    [Symbol.asyncDispose]: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
