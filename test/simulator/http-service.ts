import type { IncomingMessage, ServerResponse } from "node:http";
import { answerHeard } from "./answer";
import type { SparkApp } from "./apps";
import { createLedger } from "./connection";
import type { Exchange } from "./exchange";
import { findEndpoint } from "./endpoints";
import { explainAbsence, findFault } from "./faults";
import { createSid } from "./frames";
import { playHandshake } from "./handshake-answer";
import { verifyHandshake } from "./handshake";
import { bill, type Heard } from "./heard";
import { findHttpEndpoint, type HttpEndpoint } from "./http-endpoints";
import { failHttp, HTTP_UNVERIFIED, INVALID_USER } from "./http-errors";
import { findBearer, judgeHttpRequest } from "./http-judge";
import { performHttp, type HttpPlay } from "./http-plan";
import { answerJson, answerText, readBody } from "./http-io";
import { createHttpStage } from "./http-stage";
import { isForMaas, serveMaas } from "./maas/service";
import type { HandshakeScript, HttpScript } from "./script";
import { isSigned, serveSigned } from "./signed-service";
import type { World } from "./world";

/** Handles every request without an upgrade. */
export function createHttpService(world: World) {
  return (request: IncomingMessage, response: ServerResponse): void => {
    const ledger = createLedger(request);
    world.registry.add(ledger);
    response.setHeader("date", new Date(world.now()).toUTCString());
    response.once("close", () => ledger.end(response.writableFinished ? 1000 : 1006));
    const exchange = { request, response, ledger, world };
    const { path } = ledger.connection;
    if (isForMaas(request, path)) return void serveMaas(exchange);
    if (isSigned(request, path)) return void serveSigned(exchange);
    const endpoint = request.method === "POST" ? findHttpEndpoint(path) : undefined;
    if (endpoint) void serve(exchange, endpoint);
    else if (findEndpoint(path)) answerPlainGet(exchange);
    else answerText(response, 404, "404 page not found");
  };
}

async function serve(exchange: Exchange, endpoint: HttpEndpoint): Promise<void> {
  const { request, response, ledger, world } = exchange;
  const queued = world.httpScripts.shift();
  if (typeof queued === "object") return refuse(queued, exchange);
  const raw = await readBody(request);
  if (raw === null) return;
  const app = findBearer(request, world.apps);
  if (app === "unverified") return answerJson(response, 401, HTTP_UNVERIFIED);
  if (app === "invalid user") return answerJson(response, 401, INVALID_USER);
  await serveApp({ ...exchange, endpoint, app, raw, queued }).catch((error: unknown) => {
    if (!ledger.gone.aborted && response.socket?.writable) throw error;
  });
}

type Case = Exchange & {
  readonly endpoint: HttpEndpoint;
  readonly app: SparkApp;
  readonly raw: string;
  readonly queued: Exclude<HttpScript, HandshakeScript> | undefined;
};

async function serveApp({ endpoint, app, raw, queued, ...exchange }: Case): Promise<void> {
  const { response, ledger, world } = exchange;
  const verdict = judgeHttpRequest(raw, { app, endpoint, ledger, world });
  ledger.onceGone(() => verdict.release?.());
  const known = "heard" in verdict ? verdict : null;
  const stage = createHttpStage({
    response,
    streaming: known?.body.stream ?? false,
    separateUsage: endpoint.x1,
    callsAsArray: known?.body.tool_calls_switch ?? false,
    sid: createSid("cha"),
    bill: (text) => bill(known?.heard ?? null, text),
    ledger,
    world,
  });
  if ("error" in verdict) return failHttp(verdict.error, stage);
  ledger.accept();
  if (queued) return queued(verdict.body, response, stage);
  if (verdict.body.keep_alive && !stage.streaming) await stage.send("\n\n");
  return choosePlay(verdict.heard, exchange)(stage);
}

function choosePlay(heard: Heard, exchange: Exchange): HttpPlay {
  const fault = findFault(heard.question);
  switch (fault?.kind) {
    case undefined:
      return performHttp(answerHeard(heard));
    case "plan":
      return performHttp(fault.plan(heard));
    case "script":
      return fault.http ?? performHttp(explainAbsence(fault.name));
    case "handshake":
      // Without a handshake, the request itself can fail this way.
      return () => refuse(fault.script(exchange.world.now()), exchange);
  }
}

function refuse(script: HandshakeScript, { request, world }: Exchange): void {
  playHandshake(script, request.socket, world.now());
}

/** Judges a plain GET of a WebSocket URL like a handshake, so mostly with 401. */
function answerPlainGet({ request, response, ledger, world }: Exchange): void {
  const { path, query } = ledger.connection;
  const parts = { path, query, hostHeader: request.headers.host };
  const verdict = verifyHandshake(parts, world.apps, world.now());
  if ("app" in verdict) return answerText(response, 400, "Bad Request");
  const { status, message } = verdict.refusal;
  answerJson(response, status, { message });
}
