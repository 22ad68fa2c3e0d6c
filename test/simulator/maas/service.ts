import type { IncomingMessage } from "node:http";
import type { SparkApp } from "../apps";
import type { Exchange } from "../exchange";
import { sameText } from "../handshake";
import { playHandshake } from "../handshake-answer";
import { HTTP_UNVERIFIED } from "../http-errors";
import { answerJson, readBody } from "../http-io";
import { serveMaasChat } from "./chat";
import { serveMaasEmbeddings } from "./embeddings";
import { serveMaasImages } from "./tti";

/** Serves one of MaaS's services once the bearer token is known. Tests queue scripts separately. */
type Serve = (raw: string, app: SparkApp, exchange: Exchange) => Promise<void>;

const SERVICES: Readonly<Record<string, Serve>> = {
  "/v2/chat/completions": serveMaasChat,
  "/v2/embeddings": serveMaasEmbeddings,
  "/v2.1/tti": serveMaasImages,
};

/**
 * Reports whether a request is for MaaS, which has its own host and shares its paths with other
 * services. On one port the bearer token decides: MaaS's is an APIKey alone, Spark's contains a
 * colon, and a signed request has none.
 */
export function isForMaas({ method, headers }: IncomingMessage, path: string): boolean {
  if (method !== "POST" || !Object.hasOwn(SERVICES, path)) return false;
  return /^Bearer [^:\s]+$/u.test(headers.authorization ?? "");
}

export async function serveMaas(exchange: Exchange): Promise<void> {
  const { request, response, ledger, world } = exchange;
  const queued = world.httpScripts[0];
  if (typeof queued === "object") {
    world.httpScripts.shift();
    return playHandshake(queued, request.socket, world.now());
  }
  const raw = await readBody(request);
  if (raw === null) return;
  const token = (request.headers.authorization ?? "").replace(/^Bearer /u, "");
  const app = world.apps.find(({ apiKey }) => sameText(token, apiKey));
  if (!app) return answerJson(response, 401, HTTP_UNVERIFIED);
  const serve = SERVICES[ledger.connection.path];
  await serve?.(raw, app, exchange).catch((error: unknown) => {
    if (!ledger.gone.aborted && response.socket?.writable) throw error;
  });
}
