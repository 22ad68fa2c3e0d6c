import http from "node:http";
import https from "node:https";

import type { Failure } from "../../core/errors";

/** Shorter than what servers and balancers usually allow, so that none hangs up as we speak. */
const IDLE_CONNECTION_MS = 15_000;

/** Of our own, so that no proxy variable and no global setting counts; they resume TLS sessions. */
const AGENT_OPTIONS = { keepAlive: true, timeout: IDLE_CONNECTION_MS };
const httpAgent = new http.Agent(AGENT_OPTIONS);
const httpsAgent = new https.Agent(AGENT_OPTIONS);

export type PostRequest = {
  url: URL;
  /** Undefined: the URL is signed. */
  bearer: string | undefined;
  accept: string;
  /** JSON. */
  message: string;
};

/** Sends one POST over a kept connection. */
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

/** Connected is, over TLS, only who has shaken hands; a kept connection is from the start. */
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
