import { toOpenAiError } from "../../api/openai/errors/error";
import type { ErrorDialect } from "../../core/wire-failure";
import type { Handler, Method } from "../http/endpoint";
import * as operations from "../openapi/operations";
import { type DocumentedRoute, toPaths } from "../openapi/paths";
import type { Deps } from "./deps";

/** Loads a handler at its first request. */
type Load = (deps: Deps) => Promise<Handler>;

export type Route = DocumentedRoute & {
  methods: Readonly<Partial<Record<Method, Load>>>;
  /** How its errors are worded. */
  errors: ErrorDialect;
  /** What telemetry calls asking a model here, by OpenTelemetry's conventions for generative AI. */
  operation?: string;
};

/**
 * Every route of the API. `app/` forwards to these; the tests, telemetry, the OpenAPI document and the
 * pages of `docs/` read them. In a path, `{id}` stands for the rest of it, slashes included.
 */
export const ROUTES: readonly Route[] = [
  {
    path: "/v1/chat/completions",
    methods: {
      POST: async (deps) =>
        (await import("../routes/chat-completions")).createChatCompletions(deps),
    },
    errors: toOpenAiError,
    operation: "chat",
    docs: operations.CHAT_COMPLETIONS,
    preflight: { operationId: "preflightChatCompletion", tag: "chat" },
  },
  {
    path: "/v1/models",
    methods: { GET: async (deps) => (await import("../routes/models")).createListModels(deps) },
    errors: toOpenAiError,
    docs: operations.MODEL_LIST,
    preflight: { operationId: "preflightModels", tag: "models" },
  },
  {
    path: "/v1/models/{id}",
    methods: { GET: async (deps) => (await import("../routes/models")).createShowModel(deps) },
    errors: toOpenAiError,
    docs: operations.MODEL,
    preflight: { operationId: "preflightModel", tag: "models" },
  },
  {
    path: "/openapi.json",
    methods: {
      GET: async (deps) =>
        (await import("../routes/openapi")).createShowOpenApi(deps, toPaths(ROUTES)),
    },
    errors: toOpenAiError,
    docs: operations.DESCRIPTION,
    preflight: { operationId: "preflightDescription", tag: "host" },
  },
  {
    path: "/healthz",
    methods: { GET: async () => (await import("../routes/health")).showHealth },
    errors: toOpenAiError,
    docs: operations.HEALTH,
    preflight: null,
  },
  {
    path: "/metrics",
    methods: { GET: async (deps) => (await import("../routes/metrics")).createShowMetrics(deps) },
    errors: toOpenAiError,
    docs: operations.METRICS,
    preflight: { operationId: "preflightMetrics", tag: "host" },
  },
];

/** The route at a URL's path; undefined where there is none. */
export function findRoute(pathname: string): Route | undefined {
  return ROUTES.find(({ path }) => {
    const prefix = path.endsWith("/{id}") ? path.slice(0, -"{id}".length) : undefined;
    return prefix === undefined ? path === pathname : pathname.startsWith(prefix);
  });
}
