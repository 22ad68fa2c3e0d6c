import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { type IncomingMessage, type RequestListener, Server, type ServerResponse } from "node:http";

import { isRecord } from "../../../core/json";
import { continueTrace } from "../../telemetry/trace-context";
import type { Answer } from "../../http/answer";
import type { ApiRequest } from "../../http/api-request";
import { handleInTurn } from "../connection/in-turn";
import { delayClose } from "../connection/delay-close";
import type { PageGuard } from "../pages/page-guard";
import { isPage } from "../pages/paths";
import { toRequest } from "./to-request";
import { writeAnswer } from "./write-answer";

export type AnswerRequest = (request: ApiRequest) => Promise<Answer>;

export type DoorOptions = {
  /** Answers API requests; null if Next's routes do. */
  answer: AnswerRequest | null;
  guardPage: PageGuard;
  /** The time after which a reader that accepts no data is disconnected. */
  stallMs: number;
  /** Resolves when the process may exit, once the last connection has closed. */
  whenSettled: () => Promise<unknown>;
};

/**
 * Handles requests before Next, if this process owns the server. It answers API requests itself,
 * because Next's router, objects and pipe are three quarters of what a request costs. Pages go on
 * to Next.
 * @returns a function that stops it for servers that have had no request yet
 */
export function installDoor(options: DoorOptions): () => void {
  const taken = new WeakSet<Server>();
  // This event comes before the server's listeners run, so even the first request is handled here.
  const take = (message: unknown): void => {
    const server = isRecord(message) ? message["server"] : undefined;
    if (!(server instanceof Server) || taken.has(server)) return;
    taken.add(server);
    takeOver(server, options);
    delayClose(server, options.whenSettled);
  };
  subscribe(REQUEST_START, take);
  return () => void unsubscribe(REQUEST_START, take);
}

const REQUEST_START = "http.server.request.start";

function takeOver(server: Server, options: DoorOptions): void {
  const { answer, guardPage } = options;
  const listeners = server.listeners("request").filter(isListener);
  server.removeAllListeners("request");
  const handle = (request: IncomingMessage, response: ServerResponse): void => {
    const isForPage = isPage(request.url ?? "/");
    if (!isForPage && answer) return void pass(request, response, { ...options, answer });
    if (isForPage && !guardPage(request, response)) return;
    for (const listener of listeners) listener(request, response);
  };
  server.on("request", (request: IncomingMessage, response: ServerResponse) =>
    handleInTurn(request, response, () => handle(request, response)),
  );
}

const isListener = (value: unknown): value is RequestListener => typeof value === "function";

async function pass(
  message: IncomingMessage,
  response: ServerResponse,
  { answer, stallMs }: { answer: AnswerRequest; stallMs: number },
): Promise<void> {
  // No known error reaches this point. Closing the connection is better than a hanging request.
  const giveUp = (): void => void response.destroy();
  try {
    const request = toRequest(message, response);
    const { signal } = request;
    const answered = await continueTrace(message.headers, () => answer(request));
    // Not awaited, because this function would keep its variables as long as the stream lasts.
    writeAnswer(answered, { request: message, response, signal, stallMs }).catch(giveUp);
  } catch {
    giveUp();
  }
}
