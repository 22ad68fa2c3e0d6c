import { z } from "zod";

import type { Service } from "../core/service";
import type { Bearer } from "./key";

/** The id whose model depends on the request's `version`, kept from the first Spark gateway. */
export const VERSIONED_ID = "spark-api";

/** What a model is asked for; an app's `services` in SPARK_APPS have the same words. */
export const MODEL_KINDS = ["chat", "embedding", "image", "speech", "recognition"] as const;
export type ModelKind = (typeof MODEL_KINDS)[number];

const path = z.string().regex(/^\/(?:[^/?#\s][^?#\s]*)?$/, "must be a path such as /v1.1/chat");
const host = z.string().refine(isHost, "must be a host name");

/**
 * One row of the catalogue (rows: model-rows.ts; facts: README.md). The same shape is what the setting
 * SPARK_MODELS takes, so a field's name is public.
 */
export const modelSchema = z.strictObject({
  id: z
    .string()
    .min(1)
    .refine((id) => id !== VERSIONED_ID, "belongs to the versions"),
  kind: z.enum(MODEL_KINDS),
  /** Other names, matched without regard to case. */
  aliases: z.array(z.string().min(1)),
  /** Where the signed service is: a POST for embeddings and images, a WebSocket for the others. */
  host,
  /**
   * Its path; each takes only its own domain, and speech none at all. Null where only HTTP with a bearer
   * serves the model.
   */
  path: path.nullable(),
  domain: z.string().min(1).nullable(),
  /**
   * An HTTP host of its own, as iFlytek's MaaS has, whose bearer is the app's APIKey; null: Spark's
   * own, whose bearer is an APIPassword.
   */
  httpHost: host.nullable(),
  /** Path of the HTTP service; null where it does not serve the model. */
  httpPath: path.nullable(),
  /** What the HTTP service calls the model; null: its domain, and without one its id. */
  httpModel: z.string().min(1).nullable(),
  /** The longest answer that Spark accepts in `max_tokens`. */
  maxTokens: z.int().min(1),
  /** The same over HTTP, where it is another. */
  httpMaxTokens: z.int().min(1).nullable(),
  /** The longest conversation, in tokens, before Spark answers 10907; of an embedding, the text. */
  contextTokens: z.int().min(1),
  /** Upper end of the temperature; the lower end is above 0 on every WebSocket model. */
  maxTemperature: z.number().positive(),
  /** Takes a `system` message. Where it does not, the gateway folds it into the first user turn. */
  system: z.boolean(),
  tools: z.boolean(),
  webSearch: z.boolean(),
  vision: z.boolean(),
  /** Thinks before it answers; also the models that take `top_p` and the penalties. */
  reasoning: z.boolean(),
  /** How many numbers an embedding has, where that cannot be chosen. */
  dimensions: z.int().min(1).nullable(),
  /** iFlytek has withdrawn it: new apps are refused, old ones get the answer of its successor. */
  deprecated: z.boolean(),
});

function isHost(text: string): boolean {
  return URL.canParse(`wss://${text}`) && new URL(`wss://${text}`).host === text;
}

export type Model = z.output<typeof modelSchema>;

/** What a row does not say. */
export const MODEL_DEFAULTS = {
  kind: "chat",
  aliases: [],
  host: "spark-api.xf-yun.com",
  path: null,
  domain: null,
  httpHost: null,
  httpPath: null,
  httpModel: null,
  maxTokens: 4096,
  httpMaxTokens: null,
  contextTokens: 8192,
  maxTemperature: 1,
  system: false,
  tools: false,
  webSearch: false,
  vision: false,
  reasoning: false,
  dimensions: null,
  deprecated: false,
} satisfies Omit<Model, "id">;

/** MaaS has no speech. */
const MAAS_PATHS: Readonly<Record<ModelKind, string | null>> = {
  chat: "/v2/chat/completions",
  embedding: "/v2/embeddings",
  image: "/v2.1/tti",
  speech: null,
  recognition: null,
};

/** Whether a kind's signed service is a WebSocket, and not a POST. */
export const OVER_WEBSOCKET: Readonly<Record<ModelKind, boolean>> = {
  chat: true,
  embedding: false,
  image: false,
  speech: true,
  recognition: true,
};

/** What a new row with an HTTP host of its own does not say: MaaS speaks OpenAI's dialect, of any model. */
export function toMaasDefaults(kind: ModelKind = "chat") {
  const isChat = kind === "chat";
  return {
    httpPath: MAAS_PATHS[kind],
    maxTokens: 32_768,
    contextTokens: isChat ? 131_072 : 8192,
    maxTemperature: 2,
    system: isChat,
    tools: isChat,
  } satisfies Partial<Model>;
}

/** The services that serve a model, the preferred one first. */
export function listServices({
  path: signedPath,
  httpPath,
}: Pick<Model, "path" | "httpPath">): readonly Service[] {
  return [
    ...(signedPath === null ? [] : (["socket"] as const)),
    ...(httpPath === null ? [] : (["http"] as const)),
  ];
}

/** A model as the pool of apps sees it. */
export function toServedModel(model: Model) {
  const { id, kind } = model;
  return { id, kind, services: listServices(model), bearer: toBearer(model) };
}

/** What the model's HTTP service takes as its bearer. */
function toBearer({ httpHost, path: signedPath }: Model): Bearer {
  if (httpHost !== null) return "key";
  return signedPath === null ? "pair" : "password";
}

/** What the HTTP service calls a model. */
export function toHttpModel({ httpModel, domain, id }: Model): string {
  return httpModel ?? domain ?? id;
}

/** The longest answer, by the service that gives it. */
export function toMaxTokens({ maxTokens, httpMaxTokens }: Model, service: Service): number {
  return service === "http" ? (httpMaxTokens ?? maxTokens) : maxTokens;
}

/** The `v…` segment of a model's path, which the answer carries as `version`; some have none. */
export function findPathVersion(model: Model): string | undefined {
  return /\/(v\d[^/]*)/.exec(model.path ?? "")?.[1];
}
