import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** Receives what OpenTelemetry sends over HTTP, as text. */
export async function startCollector() {
  const received: { path: string; text: string }[] = [];
  let notice: () => void = () => {};
  const server = createServer((request, response) => {
    let body = "";
    request.setEncoding("utf8").on("data", (text: string) => (body += text));
    request.on("end", () => {
      received.push({ path: request.url ?? "", text: body });
      response.setHeader("content-type", "application/json").end("{}");
      notice();
    });
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    until: async (path: string, isIt: (text: string) => boolean): Promise<string> => {
      for (;;) {
        const found = received.find((sent) => sent.path === path && isIt(sent.text));
        if (found) return found.text;
        await new Promise<void>((resolve) => (notice = resolve));
      }
    },
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
