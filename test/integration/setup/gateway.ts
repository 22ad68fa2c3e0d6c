import { lookup } from "node:dns/promises";

import OpenAI from "openai";

import type { Clock } from "@/lib/gateway/pool/waiter";
import { createAppPool } from "@/lib/gateway/pool/pool";
import { chat } from "@/lib/gateway/routes/chat-completions";
import type { Deps } from "@/lib/gateway/server/deps";
import { answer } from "@/lib/gateway/http/endpoint";
import { dial } from "@/lib/gateway/image/dial";
import { createImageLoader } from "@/lib/gateway/image/load-image";
import { NO_TELEMETRY } from "@/lib/gateway/telemetry/telemetry";
import { createLimits } from "@/lib/gateway/limits/limits";
import { createLog, type LogFields } from "@/lib/gateway/telemetry/log";
import { showMetrics } from "@/lib/gateway/routes/metrics";
import { listModels, showModel } from "@/lib/gateway/routes/models";
import { showOpenApi } from "@/lib/gateway/routes/openapi";
import { readSettings } from "@/lib/gateway/config/settings";
import { openWebSocket } from "@/lib/spark/transport/websocket";
import { openHttp } from "@/lib/spark/transport/http";

import { DEMO_APP } from "../../simulator/apps";
import { toEnvironment } from "../../simulator/environment";
import { type Simulator, type SimulatorOptions, startSimulator } from "../../simulator/simulator";

export type Gateway = {
  simulator: Simulator;
  deps: Deps;
  /** Every line that the gateway logged. */
  log: LogFields[];
  fetch: (path: string, init?: RequestInit) => Promise<Response>;
  post: (body: unknown, init?: RequestInit) => Promise<Response>;
  /** OpenAI's own client in front of the real handler, with no port between them. */
  client: OpenAI;
  [Symbol.asyncDispose]: () => Promise<void>;
};

export type GatewayOptions = {
  settings?: Record<string, string>;
  deps?: Partial<Deps>;
  /** The time by which the server's apps are counted and left alone. */
  clock?: Clock;
  simulator?: SimulatorOptions;
};

export const ASK = { model: "lite", messages: [{ role: "user" as const, content: "你好" }] };

const REAL_CLOCK: Clock = {
  now: Date.now,
  after: (milliseconds, act) => {
    const timer = setTimeout(act, milliseconds);
    return () => clearTimeout(timer);
  },
};

/** The gateway's handlers in front of a simulator of their own. Retries do not wait. */
export async function startGateway(options: GatewayOptions = {}): Promise<Gateway> {
  const simulator = await startSimulator(options.simulator);
  const log: LogFields[] = [];
  const settings = readSettings({
    ...toEnvironment(simulator, DEMO_APP),
    ...options.settings,
  });
  const now = options.deps?.now ?? (() => new Date());
  const writeLog = createLog("debug", (line) => log.push(JSON.parse(line)), now);
  const limits = createLimits(settings, { now, log: writeLog });
  let ids = 0;
  const deps: Deps = {
    settings,
    apps: createAppPool(settings.apps, {
      clock: options.clock ?? REAL_CLOCK,
      log: writeLog,
      queueTimeoutMs: settings.queueTimeoutMs,
    }),
    exchange: openWebSocket,
    httpExchange: openHttp,
    loadImage: createImageLoader({
      allowedHosts: settings.imageAllowedHosts,
      maxBytes: settings.imageMaxBytes,
      timeoutMs: 10_000,
      resolve: (hostname) => lookup(hostname, { all: true }),
      dial,
    }),
    now,
    randomId: () => (ids += 1).toString(16).padStart(8, "0").repeat(4),
    random: () => 0.5,
    wait: async () => {},
    log: writeLog,
    telemetry: NO_TELEMETRY,
    limits,
    findPeer: () => "203.0.113.7",
    isShuttingDown: () => false,
    ...options.deps,
  };
  const fetch = (path: string, init?: RequestInit): Promise<Response> =>
    answer(new Request(`http://gateway${path}`, init), route(path), deps);
  return {
    simulator,
    deps,
    log,
    fetch,
    post: (body, init) =>
      fetch("/v1/chat/completions", {
        method: "POST",
        body: typeof body === "string" ? body : JSON.stringify(body),
        ...init,
      }),
    client: new OpenAI({
      apiKey: "any",
      baseURL: "http://gateway/v1",
      maxRetries: 0,
      fetch: async (url, init) => fetch(new URL(String(url)).pathname, init),
    }),
    [Symbol.asyncDispose]: async () => {
      await limits.close();
      await simulator.close();
    },
  };
}

/** Which handlers stand at a path; the same as the files under app/ say. */
function route(path: string): Parameters<typeof answer>[1] {
  if (path === "/v1/chat/completions") return { POST: chat };
  if (path === "/metrics") return { GET: showMetrics };
  if (path === "/openapi.json") return { GET: showOpenApi };
  if (path === "/v1/models") return { GET: listModels };
  return path.startsWith("/v1/models/") ? { GET: showModel } : {};
}
