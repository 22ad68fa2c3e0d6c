import { lookup } from "node:dns/promises";

import { metrics, trace } from "@opentelemetry/api";

import { openWebSocket, type OpenWebSocket } from "../../spark/transport/websocket";
import { openHttp, type OpenHttp } from "../../spark/transport/http";
import { type AppPool, createAppPool } from "../pool/pool";
import { dial } from "../image/dial";
import { createImageLoader, type LoadImage } from "../image/load-image";
import {
  createTelemetry,
  type Instrumentation,
  NO_TELEMETRY,
  type Telemetry,
} from "../telemetry/telemetry";
import { createLimits, type Limits } from "../limits/limits";
import { readPeer } from "../limits/peer-address";
import { createBatchedWriter } from "../telemetry/batched-writer";
import { createLog, type Log } from "../telemetry/log";
import { mayFreeze, withPlatformDefaults } from "../config/platform";
import { readSettings, type Settings } from "../config/settings";
import { delay } from "../generate/delay";

/** The world outside; tests bring their own. */
export type Deps = {
  settings: Settings;
  /** The server's own Spark apps. */
  apps: AppPool;
  exchange: OpenWebSocket;
  httpExchange: OpenHttp;
  loadImage: LoadImage;
  now: () => Date;
  /** 32 characters of `0-9a-f`, fresh each time. */
  randomId: () => string;
  /** From 0 up to 1. */
  random: () => number;
  /** Rejects when the signal aborts. */
  wait: (milliseconds: number, signal: AbortSignal) => Promise<void>;
  log: Log;
  telemetry: Telemetry;
  limits: Limits;
  /** The remote address of the socket on which a request came, where it is known. */
  findPeer: (request: Request) => string | undefined;
  isShuttingDown: () => boolean;
};

let made: Deps | undefined;

/** The one place that reads the environment, the clock and chance. Made once per process. */
export function productionDeps(): Deps {
  made ??= createDeps(readSettings(withPlatformDefaults(process.env)));
  return made;
}

const IMAGE_TIMEOUT_MS = 10_000;
const LOG_GATHER_MS = 20;

const now = (): Date => new Date();

const after = (milliseconds: number, act: () => void): (() => void) => {
  const timer = setTimeout(act, milliseconds);
  return () => clearTimeout(timer);
};

function createDeps(settings: Settings): Deps {
  const gatherMs = mayFreeze(process.env) ? 0 : LOG_GATHER_MS;
  const lines = createBatchedWriter((text) => process.stdout.write(text), gatherMs);
  process.on("exit", lines.flush);
  const log = createLog(settings.logLevel, lines.write, now);
  return {
    settings,
    apps: createAppPool(settings.apps, {
      clock: { now: Date.now, after },
      log,
      queueTimeoutMs: settings.queueTimeoutMs,
    }),
    exchange: openWebSocket,
    httpExchange: openHttp,
    loadImage: createImageLoader({
      allowedHosts: settings.imageAllowedHosts,
      maxBytes: settings.imageMaxBytes,
      timeoutMs: IMAGE_TIMEOUT_MS,
      resolve: (hostname) => lookup(hostname, { all: true }),
      dial,
    }),
    now,
    randomId: () => crypto.randomUUID().replaceAll("-", ""),
    random: Math.random,
    wait: delay,
    log,
    telemetry:
      settings.metricsToken !== null || settings.telemetryIntervalMs !== null
        ? createTelemetry(findInstrumentation)
        : NO_TELEMETRY,
    limits: (shared[LIMITS] ??= createLimits(settings, { now, log })),
    findPeer: ({ headers }) => readPeer(headers, peerSecret()),
    isShuttingDown,
  };
}

const NAME = "spark-api-gateway";
const findInstrumentation = (): Instrumentation => ({
  meter: metrics.getMeter(NAME),
  tracer: trace.getTracer(NAME),
});

// Next bundles the start-up hook apart from the routes: the process is all that they share.
const SHUTTING_DOWN = Symbol.for("spark-api-gateway.shutting-down");
const LIMITS = Symbol.for("spark-api-gateway.limits");
const PEER_SECRET = Symbol.for("spark-api-gateway.peer-secret");
const shared: typeof globalThis & {
  [SHUTTING_DOWN]?: boolean;
  [LIMITS]?: Limits;
  [PEER_SECRET]?: string;
} = globalThis;

const isShuttingDown = (): boolean => shared[SHUTTING_DOWN] === true;

/** From now on new requests are turned away. */
export function beginShutdown(): void {
  shared[SHUTTING_DOWN] = true;
}

/** What the start-up hook stamps requests with, so that the routes know its stamps from forged ones. */
export function peerSecret(): string {
  return (shared[PEER_SECRET] ??= crypto.randomUUID());
}
