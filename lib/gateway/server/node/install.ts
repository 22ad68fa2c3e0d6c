import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { type IncomingMessage, type RequestListener, Server, type ServerResponse } from "node:http";

import { isRecord } from "../../../core/json";
import { continueTrace } from "../../telemetry/trace-context";
import type { Answer } from "../../http/answer";
import type { ApiRequest } from "../../http/api-request";
import { isLost, isPage, NEXT_METHODS } from "./paths";
import { toRequest } from "./to-request";
import { writeAnswer } from "./write-answer";

export type AnswerRequest = (request: ApiRequest) => Promise<Answer>;

/**
 * Answers requests to the API before Next sees them, wherever this process has the server: three
 * quarters of what a request costs are Next's router, its objects and its pipe. Pages go on to Next.
 * @returns stops it, for servers that have not been asked yet
 */
export function installDoor(answer: AnswerRequest): () => void {
  const taken = new WeakSet<Server>();
  // Published before the server tells its listeners, so that even the first request is taken.
  const take = (message: unknown): void => {
    const server = isRecord(message) ? message["server"] : undefined;
    if (!(server instanceof Server) || taken.has(server)) return;
    taken.add(server);
    takeOver(server, answer);
  };
  subscribe(REQUEST_START, take);
  return () => void unsubscribe(REQUEST_START, take);
}

const REQUEST_START = "http.server.request.start";

function takeOver(server: Server, answer: AnswerRequest): void {
  const pages = server.listeners("request").filter(isListener);
  server.removeAllListeners("request");
  server.on("request", (request: IncomingMessage, response: ServerResponse) => {
    const { url = "/", method, headers } = request;
    if (!isPage(url) && !isLost(url, method, headers.accept)) {
      return void pass(request, response, answer);
    }
    // Next fails on TRACE; a method that pages do not know is as good as another.
    if (!NEXT_METHODS.has(request.method ?? "")) request.method = "PATCH";
    for (const listener of pages) listener(request, response);
  });
}

const isListener = (value: unknown): value is RequestListener => typeof value === "function";

async function pass(
  message: IncomingMessage,
  response: ServerResponse,
  answer: AnswerRequest,
): Promise<void> {
  try {
    const request = toRequest(message, response);
    const answered = await continueTrace(message.headers, () => answer(request));
    await writeAnswer(answered, { request: message, response, signal: request.signal });
  } catch {
    // Nothing foreseen throws here: the connection ends rather than hang.
    response.destroy();
  }
}
