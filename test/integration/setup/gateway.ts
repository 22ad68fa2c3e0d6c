import OpenAI from "openai";

import { readSettings } from "@/lib/gateway/config/settings";
import type { Clock } from "@/lib/gateway/pool/waiter";
import { createDeps, type Deps, type World } from "@/lib/gateway/server/deps";
import { toResponse } from "@/lib/gateway/http/answer";
import { createRouter } from "@/lib/gateway/server/router";
import { findRoute } from "@/lib/gateway/server/routes";
import { createLog, type LogFields } from "@/lib/gateway/telemetry/log";
import { NO_TELEMETRY } from "@/lib/gateway/telemetry/telemetry";
import { openHttp } from "@/lib/spark/transport/http";
import { knock } from "@/lib/spark/transport/knock";
import { openPost } from "@/lib/spark/transport/post";
import { openWebSocket } from "@/lib/spark/transport/websocket";

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
  /** OpenAI's own client in front of the real handler, without a port in between. */
  client: OpenAI;
  [Symbol.asyncDispose]: () => Promise<void>;
};

export type GatewayOptions = {
  settings?: Record<string, string>;
  deps?: Partial<Deps>;
  /** The clock for the limits and cooldowns of the server's apps. */
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

/** Starts the gateway's handlers in front of their own simulator. Retries do not wait. */
export async function startGateway(options: GatewayOptions = {}): Promise<Gateway> {
  const simulator = await startSimulator(options.simulator);
  const log: LogFields[] = [];
  const settings = readSettings(
    { ...toEnvironment(simulator, DEMO_APP), ...options.settings },
    options.clock && { now: options.clock.now },
  );
  const now = options.deps?.now ?? (() => new Date());
  let ids = 0;
  const world: World = {
    openWebSocket,
    openHttp,
    openPost,
    knock,
    now,
    randomId: () => (ids += 1).toString(16).padStart(8, "0").repeat(4),
    random: () => 0.5,
    delay: async () => {},
    clock: options.clock ?? REAL_CLOCK,
    log: createLog("debug", (line) => log.push(JSON.parse(line)), now),
    telemetry: NO_TELEMETRY,
    findPeer: () => "203.0.113.7",
    isShuttingDown: () => false,
    ...options.deps,
  };
  const deps: Deps = { ...createDeps(settings, world), ...options.deps };
  const route = createRouter(deps);
  const fetch = async (path: string, init?: RequestInit): Promise<Response> => {
    const request = new Request(`http://gateway${path}`, init);
    return toResponse(await route(request, findRoute(new URL(request.url).pathname)));
  };
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
      fetch: async (url, init) => {
        const { pathname, search } = new URL(String(url));
        return fetch(`${pathname}${search}`, init);
      },
    }),
    [Symbol.asyncDispose]: async () => {
      await deps.limits.close();
      await deps.store?.close();
      await simulator.close();
    },
  };
}
