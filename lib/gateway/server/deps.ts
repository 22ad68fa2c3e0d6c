import { lookup } from "node:dns/promises";

import { metrics, trace } from "@opentelemetry/api";

import packageJson from "../../../package.json" with { type: "json" };
import { openWebSocket, type OpenWebSocket } from "../../spark/transport/websocket";
import { openHttp, type OpenHttp } from "../../spark/transport/http";
import { openPost, type OpenPost } from "../../spark/transport/post";
import { knock, type Knock } from "../../spark/transport/knock";
import { type AppPool, createAppPool } from "../pool/pool";
import type { Clock } from "../pool/waiter";
import { dial } from "../image/dial";
import { createImageLoader, type LoadImage } from "../image/load-image";
import { createNameResolver } from "../image/resolve-name";
import {
  createTelemetry,
  type Instrumentation,
  NO_TELEMETRY,
  type Telemetry,
} from "../telemetry/telemetry";
import type { ApiRequest } from "../http/api-request";
import type { ProveKey } from "../limits/admit";
import { createLimits, type Limits } from "../limits/limits";
import { readPeer } from "../limits/peer-address";
import { createStore } from "../store/create-store";
import type { ResponseStore } from "../store/response-store";
import { createBatchedWriter } from "../telemetry/batched-writer";
import { createLog, type Log } from "../telemetry/log";
import { mayFreeze, withPlatformDefaults } from "../config/platform";
import { readSettings, type Settings } from "../config/settings";
import { delay } from "../generate/delay";
import { createKeyProof } from "../generate/prove-key";

/**
 * Everything that the routes depend on. Each module declares the few of these that it needs, and
 * nothing below this folder uses the whole type.
 */
export type Deps = {
  settings: Settings;
  /** The server's own Spark apps. */
  pool: AppPool;
  limits: Limits;
  loadImage: LoadImage;
  proveKey: ProveKey;
  /** The store for responses; null if they are not stored. */
  store: ResponseStore | null;
} & World;

/** The outside world: the network, the clock and randomness. Tests provide their own. */
export type World = {
  openWebSocket: OpenWebSocket;
  openHttp: OpenHttp;
  openPost: OpenPost;
  knock: Knock;
  now: () => Date;
  /** Returns 32 new characters of `0-9a-f`. */
  randomId: () => string;
  /** Returns a number from 0 up to, but not including, 1. */
  random: () => number;
  /** Rejects when the signal aborts. */
  delay: (milliseconds: number, signal: AbortSignal) => Promise<void>;
  /** The clock for the concurrency and the cooldowns of the server's apps. */
  clock: Clock;
  log: Log;
  telemetry: Telemetry;
  /** Returns the remote address of the request's socket, if it is known. */
  findPeer: (request: ApiRequest) => string | undefined;
  isShuttingDown: () => boolean;
};

const IMAGE_TIMEOUT_MS = 10_000;

/** Creates the dependencies: the composition root. */
export function createDeps(
  settings: Settings,
  world: World,
  limits: Limits = createLimits(settings, world),
): Deps {
  const { log, clock } = world;
  settings.gatewayKeys.watch((reason) => log("warn", "gateway_keys_kept", { reason }));
  return {
    ...world,
    settings,
    pool: createAppPool(settings.apps, { clock, log, queueTimeoutMs: settings.queueTimeoutMs }),
    limits,
    store: createStore(settings, world),
    proveKey: createKeyProof({ ...world, settings }),
    loadImage: createImageLoader({
      now: clock.now,
      allowedHosts: settings.imageAllowedHosts,
      maxBytes: settings.imageMaxBytes,
      timeoutMs: IMAGE_TIMEOUT_MS,
      userAgent: `${packageJson.name}/${packageJson.version} (+${settings.imageContact})`,
      resolve: createNameResolver(),
      resolveAllowed: (hostname) => lookup(hostname, { all: true }),
      dial,
    }),
  };
}

let made: Deps | undefined;

/** Returns the dependencies of this process, created once. */
export function productionDeps(): Deps {
  if (!made) {
    const settings = readSettings(withPlatformDefaults(process.env));
    const world = createWorld(settings);
    made = createDeps(settings, world, (shared[LIMITS] ??= createLimits(settings, world)));
  }
  return made;
}

const LOG_GATHER_MS = 20;

const now = (): Date => new Date();

const after = (milliseconds: number, act: () => void): (() => void) => {
  const timer = setTimeout(act, milliseconds);
  return () => clearTimeout(timer);
};

/** Creates the only access to the environment, the clock and randomness. */
function createWorld(settings: Settings): World {
  const gatherMs = mayFreeze(process.env) ? 0 : LOG_GATHER_MS;
  const lines = createBatchedWriter((text) => process.stdout.write(text), gatherMs);
  process.on("exit", lines.flush);
  return {
    openWebSocket,
    openHttp,
    openPost,
    knock,
    now,
    randomId: () => crypto.randomUUID().replaceAll("-", ""),
    random: Math.random,
    delay,
    clock: { now: Date.now, after },
    log: createLog(settings.logLevel, lines.write, now),
    telemetry:
      settings.metricsToken !== null || settings.telemetryIntervalMs !== null
        ? createTelemetry(findInstrumentation)
        : NO_TELEMETRY,
    findPeer: ({ headers, peer }) => peer ?? readPeer(headers, peerSecret()),
    isShuttingDown,
  };
}

const NAME = "spark-api-gateway";
const findInstrumentation = (): Instrumentation => ({
  meter: metrics.getMeter(NAME),
  tracer: trace.getTracer(NAME),
});

// Next bundles the start-up hook and the routes separately, so they only share the process.
const SHUTTING_DOWN = Symbol.for("spark-api-gateway.shutting-down");
const LIMITS = Symbol.for("spark-api-gateway.limits");
const PEER_SECRET = Symbol.for("spark-api-gateway.peer-secret");
const shared: typeof globalThis & {
  [SHUTTING_DOWN]?: boolean;
  [LIMITS]?: Limits;
  [PEER_SECRET]?: string;
} = globalThis;

const isShuttingDown = (): boolean => shared[SHUTTING_DOWN] === true;

/** Rejects new requests from now on. */
export function beginShutdown(): void {
  shared[SHUTTING_DOWN] = true;
}

/** Returns the secret in the start-up hook's stamps, by which the routes detect forged ones. */
export function peerSecret(): string {
  return (shared[PEER_SECRET] ??= crypto.randomUUID());
}
