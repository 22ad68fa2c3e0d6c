import { toOpenAiError } from "../../api/openai/errors/error";
import { toResponsesError } from "../../api/responses/error";
import type { ErrorDialect } from "../../core/wire-failure";
import type { Dialect, Handler, Method } from "../http/endpoint";
import * as audio from "../openapi/audio-operations";
import * as messages from "../openapi/message-operations";
import * as operations from "../openapi/operations";
import * as responses from "../openapi/responses-operations";
import * as services from "../openapi/service-operations";
import { TRANSCRIPTIONS } from "../openapi/transcription-operations";
import { type DocumentedRoute, toPaths } from "../openapi/paths";
import { USAGE } from "../openapi/usage-operation";
import type { Deps } from "./deps";
import { ANTHROPIC, chooseDialect } from "./dialects";
import type { ApiRequest } from "../http/api-request";

/** Loads a handler at its first request. */
type Load = (deps: Deps) => Promise<Handler>;

export type Route = DocumentedRoute & {
  methods: Readonly<Partial<Record<Method, Load>>>;
  /** The wording of its errors. */
  errors: ErrorDialect;
  /** Chooses the API if that depends on the request, or if its answers share more than errors. */
  dialect?: (request: ApiRequest) => Dialect;
  /** True if its `{id}` may contain slashes. */
  isDeep?: boolean;
  /** True for a route that is polled: only failures are logged. */
  isQuiet?: boolean;
  /** The operation's name in telemetry, by OpenTelemetry's conventions for generative AI. */
  operation?: string;
};

/**
 * Every route of the API. `app/` forwards to them; the tests, telemetry, the OpenAPI document and
 * the pages of `docs/` read them. In a path, `{id}` stands for one segment, or for the rest of it.
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
    path: "/v1/responses",
    methods: {
      POST: async (deps) => (await import("../routes/responses")).createResponses(deps),
    },
    errors: toResponsesError,
    operation: "chat",
    docs: responses.RESPONSES,
    preflight: { operationId: "preflightResponse", tag: "responses" },
  },
  {
    path: "/v1/responses/{id}/input_items",
    methods: {
      GET: async (deps) => (await import("../routes/kept-responses")).createListInputItems(deps),
    },
    errors: toResponsesError,
    docs: responses.INPUT_ITEMS,
    preflight: { operationId: "preflightInputItems", tag: "responses" },
  },
  {
    path: "/v1/responses/{id}/cancel",
    methods: {
      POST: async (deps) => (await import("../routes/kept-responses")).createCancelResponse(deps),
    },
    errors: toResponsesError,
    docs: responses.CANCEL,
    preflight: { operationId: "preflightCancel", tag: "responses" },
  },
  {
    path: "/v1/responses/{id}",
    methods: {
      GET: async (deps) => (await import("../routes/kept-responses")).createShowResponse(deps),
      DELETE: async (deps) => (await import("../routes/kept-responses")).createDeleteResponse(deps),
    },
    errors: toResponsesError,
    docs: responses.KEPT_RESPONSE,
    preflight: { operationId: "preflightKeptResponse", tag: "responses" },
  },
  {
    path: "/v1/messages",
    methods: {
      POST: async (deps) => (await import("../routes/messages")).createMessages(deps),
    },
    errors: ANTHROPIC.errors,
    dialect: () => ANTHROPIC,
    operation: "chat",
    docs: messages.MESSAGES,
    preflight: { operationId: "preflightMessage", tag: "messages" },
  },
  {
    path: "/v1/messages/count_tokens",
    methods: {
      POST: async (deps) => (await import("../routes/count-tokens")).createCountTokens(deps),
    },
    errors: ANTHROPIC.errors,
    dialect: () => ANTHROPIC,
    docs: messages.COUNT_TOKENS,
    preflight: { operationId: "preflightTokenCount", tag: "messages" },
  },
  {
    path: "/v1/embeddings",
    methods: {
      POST: async (deps) => (await import("../routes/embeddings")).createEmbeddings(deps),
    },
    errors: toOpenAiError,
    operation: "embeddings",
    docs: services.EMBEDDINGS,
    preflight: { operationId: "preflightEmbeddings", tag: "embeddings" },
  },
  {
    path: "/v1/images/generations",
    methods: { POST: async (deps) => (await import("../routes/images")).createImages(deps) },
    errors: toOpenAiError,
    operation: "generate_content",
    docs: services.IMAGES,
    preflight: { operationId: "preflightImages", tag: "images" },
  },
  {
    path: "/v1/audio/speech",
    methods: { POST: async (deps) => (await import("../routes/speech")).createSpeech(deps) },
    errors: toOpenAiError,
    operation: "generate_content",
    docs: audio.SPEECH,
    preflight: { operationId: "preflightSpeech", tag: "audio" },
  },
  {
    path: "/v1/audio/transcriptions",
    methods: {
      POST: async (deps) => (await import("../routes/transcriptions")).createTranscriptions(deps),
    },
    errors: toOpenAiError,
    operation: "generate_content",
    docs: TRANSCRIPTIONS,
    preflight: { operationId: "preflightTranscriptions", tag: "audio" },
  },
  {
    path: "/v1/models",
    methods: { GET: async (deps) => (await import("../routes/models")).createListModels(deps) },
    errors: toOpenAiError,
    dialect: chooseDialect,
    docs: operations.MODEL_LIST,
    preflight: { operationId: "preflightModels", tag: "models" },
  },
  {
    path: "/v1/models/{id}",
    isDeep: true,
    methods: { GET: async (deps) => (await import("../routes/models")).createShowModel(deps) },
    errors: toOpenAiError,
    dialect: chooseDialect,
    docs: operations.MODEL,
    preflight: { operationId: "preflightModel", tag: "models" },
  },
  {
    path: "/v1/usage",
    methods: { GET: async (deps) => (await import("../routes/usage")).createShowUsage(deps) },
    errors: toOpenAiError,
    dialect: chooseDialect,
    docs: USAGE,
    preflight: { operationId: "preflightUsage", tag: "host" },
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
    isQuiet: true,
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

/** Finds the route for a URL's path; undefined if there is none. */
export function findRoute(pathname: string): Route | undefined {
  if (UNSERVED.has(pathname)) return undefined;
  return PATTERNS.find(({ pattern }) => pattern.test(pathname))?.route;
}

/** Paths of OpenAI's API that are not served, although they look like an id. */
const UNSERVED: ReadonlySet<string> = new Set([
  "/v1/responses/compact",
  "/v1/responses/input_tokens",
]);

const PATTERNS = ROUTES.map((route) => ({ route, pattern: toPattern(route) }));

function toPattern({ path, isDeep = false }: Route): RegExp {
  const literals = path.split("{id}").map((text) => text.replaceAll(".", "\\."));
  return new RegExp(`^${literals.join(isDeep ? "(.*)" : "([^/]+)")}$`);
}
