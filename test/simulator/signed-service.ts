import type { IncomingMessage } from "node:http";
import type { SparkApp } from "./apps";
import { EMBEDDING } from "./embedding/service";
import type { Exchange } from "./exchange";
import { verifyHandshake } from "./handshake";
import { playHandshake } from "./handshake-answer";
import { answerJson, readBody } from "./http-io";
import { isRecord } from "./schema";
import { createSid } from "./frames";
import { findServiceFault } from "./service-faults";
import type { SparkError } from "./spark-request";
import { TTI } from "./tti/service";
import type { World } from "./world";

/** A service's verdict on a message: an error, or the answer. */
export type ServiceVerdict =
  | { readonly error: SparkError; readonly release?: () => void }
  | {
      /** The text of the request, which may contain `/simulate`. */
      readonly text: string;
      readonly release: () => void;
      /** The payload next to the header. */
      readonly answer: () => Promise<object> | object;
    };

/** A service with one signed POST per request. */
export type SignedService = {
  readonly sidPrefix: "ase" | "cht";
  readonly judge: (message: unknown, app: SparkApp, world: World) => ServiceVerdict;
  /** Members of the header besides code, message and sid. */
  readonly header: object;
  /** A well-formed answer that is too small. */
  readonly short: object;
};

const SERVICES: Readonly<Record<string, SignedService>> = { "/": EMBEDDING, "/v2.1/tti": TTI };

export function isSigned({ method }: IncomingMessage, path: string): boolean {
  return method === "POST" && Object.hasOwn(SERVICES, path);
}

/** Judges in the same order as the WebSocket: signature, message, app, quota. */
export async function serveSigned(exchange: Exchange): Promise<void> {
  const { request, response, ledger, world } = exchange;
  const queued = world.httpScripts.shift();
  if (typeof queued === "object") return playHandshake(queued, request.socket, world.now());
  const raw = await readBody(request);
  if (raw === null) return;
  const { path, query } = ledger.connection;
  const signed = { method: "POST" as const, path, query, hostHeader: undefined };
  const entry = verifyHandshake(signed, world.apps, world.now());
  if ("refusal" in entry) {
    return answerJson(response, entry.refusal.status, { message: entry.refusal.message });
  }
  const service = SERVICES[path];
  if (!service) return;
  await serveApp(raw, { service, app: entry.app, exchange }).catch((error: unknown) => {
    if (!ledger.gone.aborted && response.socket?.writable) throw error;
  });
}

type Case = { service: SignedService; app: SparkApp; exchange: Exchange };

async function serveApp(raw: string, { service, app, exchange }: Case): Promise<void> {
  const { ledger, world } = exchange;
  const message = parse(raw);
  if (!isRecord(message)) return fail({ code: 10003, detail: "invalid json" }, service, exchange);
  ledger.hear(message);
  const verdict = service.judge(message, app, world);
  ledger.onceGone(() => verdict.release?.());
  if ("error" in verdict) return fail(verdict.error, service, exchange);
  ledger.accept();
  const fault = findServiceFault(verdict.text);
  if (fault) return fault({ exchange, service, fail: (error) => fail(error, service, exchange) });
  if (world.paceMs > 0) await world.wait(world.paceMs, ledger.gone);
  const { header, sidPrefix } = service;
  answerJson(exchange.response, 200, {
    header: { code: 0, message: "success", sid: createSid(sidPrefix), ...header },
    payload: await verdict.answer(),
  });
  ledger.count();
}

/** Writes an error in the header of a 200; another status was observed only for 11202. */
function fail({ code, name, detail }: SparkError, service: SignedService, to: Exchange): void {
  const words = name === undefined ? detail : `${name}: ${detail}`;
  const header = { code, message: words, sid: createSid(service.sidPrefix), status: 2 };
  answerJson(to.response, code === 11_202 ? 500 : 200, { header });
}

function parse(raw: string): unknown {
  try {
    return JSON.parse(raw);
  } catch {
    // The client gets 10003.
    return undefined;
  }
}
