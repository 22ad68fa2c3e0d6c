import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";

import { DONE, SSE_HEADERS, toEvent } from "@/lib/api/common/sse";

type Heard = { url: string; headers: IncomingHttpHeaders; body: unknown };

export type Listener = {
  baseUrl: string;
  /** Returns the requests since the last call. */
  take: () => Heard[];
  [Symbol.asyncDispose]: () => Promise<void>;
};

export const ANSWER = "星火 \"says\" 'hi'\n😀";

/** Records each request and answers it, as a stream if requested. */
export async function startListener(): Promise<Listener> {
  const heard: Heard[] = [];
  const server = createServer(async (request, response) => {
    const body: unknown = JSON.parse(await text(request));
    heard.push({ url: request.url ?? "", headers: request.headers, body });
    const isStream = Object(body).stream === true;
    const shape = { id: "chatcmpl-1", created: 1, model: "vision" };
    if (isStream) {
      response.writeHead(200, SSE_HEADERS);
      for (const content of ["", ...Array.from(ANSWER)]) {
        const choices = [{ index: 0, delta: { content }, finish_reason: null }];
        response.write(toEvent({ ...shape, object: "chat.completion.chunk", choices }));
      }
      response.write(": keep-alive\n\n");
      response.write(toEvent({ ...shape, object: "chat.completion.chunk", choices: [] }));
      response.end(DONE);
    } else {
      const message = { role: "assistant", content: ANSWER };
      const choices = [{ index: 0, message, finish_reason: "stop" }];
      response.writeHead(200, { "content-type": "application/json" });
      response.end(JSON.stringify({ ...shape, object: "chat.completion", choices }));
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    take: () => heard.splice(0),
    [Symbol.asyncDispose]: async () => {
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
