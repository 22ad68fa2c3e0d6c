import { setTimeout as delay } from "node:timers/promises";
import { DEMO_APPS, type SparkApp } from "./apps";
import { createQuotas, type Quotas } from "./quotas";
import { createRegistry, type Registry } from "./registry";
import type { HandshakeScript, HttpScript, Script } from "./script";

export type SimulatorOptions = {
  /** Default 0: any free port. */
  readonly port?: number;
  /** Default 127.0.0.1. */
  readonly host?: string;
  /** Default DEMO_APPS. */
  readonly apps?: readonly SparkApp[];
  /** Pause between the frames of an answer; default 0. */
  readonly paceMs?: number;
  readonly now?: () => number;
  /** How many times faster than it sounds audio is recognised without loss; default 1. */
  readonly audioPace?: number;
  /**
   * The connection is closed if no request arrives this long after the handshake. Default 60 s, as
   * with Spark.
   */
  readonly requestTimeoutMs?: number;
  /** How a script waits; tests replace it with their own clock. */
  readonly wait?: Wait;
};

type Wait = (ms: number, signal: AbortSignal) => Promise<void>;

/** What all connections share. */
export type World = {
  readonly apps: readonly SparkApp[];
  readonly paceMs: number;
  readonly now: () => number;
  readonly audioPace: number;
  readonly wait: Wait;
  readonly requestTimeoutMs: number;
  readonly quotas: Quotas;
  /** Embeddings have separate limits. */
  readonly embeddingQuotas: Quotas;
  readonly registry: Registry;
  readonly scripts: Script[];
  readonly httpScripts: HttpScript[];
  /** Handshakes that `/simulate handshake-…` makes fail, by API key. */
  readonly armed: Map<string, Armed>;
};

type Armed = {
  readonly script: HandshakeScript;
  readonly left: number;
  readonly until: number;
};

export function createWorld({
  apps = DEMO_APPS,
  paceMs = 0,
  now = Date.now,
  audioPace = 1,
  requestTimeoutMs = 60_000,
  wait = (ms, signal) => delay(ms, undefined, { signal }),
}: SimulatorOptions): World {
  return {
    apps,
    paceMs,
    now,
    audioPace,
    wait,
    requestTimeoutMs,
    quotas: createQuotas(now),
    embeddingQuotas: createQuotas(now),
    registry: createRegistry(),
    scripts: [],
    httpScripts: [],
    armed: new Map(),
  };
}
