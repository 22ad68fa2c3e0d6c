import http from "node:http";
import https from "node:https";

import type { Failure } from "../../core/errors";

/**
 * Shorter than the usual idle timeout of servers and load balancers, so that they do not close a
 * connection as it is reused.
 */
const IDLE_CONNECTION_MS = 15_000;

/**
 * Our own agents, so that proxy variables and global settings have no effect. They resume TLS
 * sessions.
 */
const AGENT_OPTIONS = { keepAlive: true, timeout: IDLE_CONNECTION_MS };
const httpAgent = new http.Agent(AGENT_OPTIONS);
const httpsAgent = new https.Agent(AGENT_OPTIONS);

export type PostRequest = {
  url: URL;
  /** Undefined if the URL is signed. */
  bearer: string | undefined;
  accept: string;
  /** The JSON body. */
  message: string;
};

/** Sends one POST over a keep-alive connection. */
export function sendPost({ url, bearer, accept, message }: PostRequest): http.ClientRequest {
  const isSecure = url.protocol === "https:";
  const request = (isSecure ? https : http).request(url, {
    method: "POST",
    agent: isSecure ? httpsAgent : httpAgent,
    headers: {
      accept,
      "accept-encoding": "identity",
      ...(bearer !== undefined && { authorization: `Bearer ${bearer}` }),
      "content-length": Buffer.byteLength(message),
      "content-type": "application/json",
      "user-agent": "spark-api-gateway",
    },
  });
  request.end(message);
  return request;
}

/** Calls back once connected: over TLS after the handshake, on a reused connection at once. */
export function whenConnected(request: http.ClientRequest, act: () => void): void {
  request.on("socket", (socket) => {
    if (request.reusedSocket) act();
    else socket.once(request.protocol === "https:" ? "secureConnect" : "connect", act);
  });
}

export function explainHttpError(error: Error & { code?: string }, connected: boolean): Failure {
  const code = error.code ?? error.name;
  if (!connected) return { kind: "spark-unreachable", detail: code };
  if (code.startsWith("HPE_")) return { kind: "spark-invalid", detail: `no HTTP (${code})` };
  return { kind: "spark-closed", closeCode: 1006 };
}
