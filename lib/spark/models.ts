import { z } from "zod";

import type { Service } from "../core/service";
import type { Bearer } from "./key";

/** An id whose model depends on the request's `version`, kept from the first Spark gateway. */
export const VERSIONED_ID = "spark-api";

/** What a model is used for; an app's `services` in SPARK_APPS use the same words. */
export const MODEL_KINDS = ["chat", "embedding", "image", "speech", "recognition"] as const;
export type ModelKind = (typeof MODEL_KINDS)[number];

const path = z.string().regex(/^\/(?:[^/?#\s][^?#\s]*)?$/, "must be a path such as /v1.1/chat");
const host = z.string().refine(isHost, "must be a host name");

/**
 * One row of the catalogue (rows: model-rows.ts; facts: README.md). The setting SPARK_MODELS uses
 * the same shape, so field names are public.
 */
export const modelSchema = z.strictObject({
  id: z
    .string()
    .min(1)
    .refine((id) => id !== VERSIONED_ID, "belongs to the versions"),
  kind: z.enum(MODEL_KINDS),
  /** Other names, matched ignoring case. */
  aliases: z.array(z.string().min(1)),
  /**
   * The host of the signed service: a POST for embeddings and images, a WebSocket for all others.
   */
  host,
  /**
   * The path of the signed service; each path accepts only its own domain, and those of speech have
   * none. Null if the model is only available over HTTP with a bearer token.
   */
  path: path.nullable(),
  domain: z.string().min(1).nullable(),
  /**
   * The model's own HTTP host, such as iFlytek's MaaS, with the app's APIKey as bearer token. Null
   * for Spark's own host, with an APIPassword.
   */
  httpHost: host.nullable(),
  /** The path of the HTTP service; null if it does not serve the model. */
  httpPath: path.nullable(),
  /** The model's name on the HTTP service; null for its domain, or its id if it has none. */
  httpModel: z.string().min(1).nullable(),
  /** The maximum that Spark accepts in `max_tokens`. */
  maxTokens: z.int().min(1),
  /** The same limit over HTTP, if it differs. */
  httpMaxTokens: z.int().min(1).nullable(),
  /**
   * The maximum length of a conversation in tokens, beyond which Spark answers 10907. For an
   * embedding model, of the text.
   */
  contextTokens: z.int().min(1),
  /** The maximum temperature; the minimum is above 0 on every WebSocket model. */
  maxTemperature: z.number().positive(),
  /**
   * Whether the model accepts a `system` message. If not, the gateway puts it into the first user
   * turn.
   */
  system: z.boolean(),
  tools: z.boolean(),
  webSearch: z.boolean(),
  vision: z.boolean(),
  /**
   * Whether the model reasons before it answers. These models also accept `top_p` and the
   * penalties.
   */
  reasoning: z.boolean(),
  /** The number of dimensions of an embedding, if it is fixed. */
  dimensions: z.int().min(1).nullable(),
  /**
   * iFlytek has withdrawn the model: new apps are rejected, old apps get its successor's answers.
   */
  deprecated: z.boolean(),
});

function isHost(text: string): boolean {
  return URL.canParse(`wss://${text}`) && new URL(`wss://${text}`).host === text;
}

export type Model = z.output<typeof modelSchema>;

/** Values for fields that a row does not set. */
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

/** Defaults for a new row with its own HTTP host: MaaS speaks OpenAI's dialect for every model. */
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

/** Lists the services that offer a model, the preferred one first. */
export function listServices({
  path: signedPath,
  httpPath,
}: Pick<Model, "path" | "httpPath">): readonly Service[] {
  return [
    ...(signedPath === null ? [] : (["socket"] as const)),
    ...(httpPath === null ? [] : (["http"] as const)),
  ];
}

/** Describes a model for the app pool. */
export function toServedModel(model: Model) {
  const { id, kind } = model;
  return { id, kind, services: listServices(model), bearer: toBearer(model) };
}

/** Returns the kind of bearer token for the model's HTTP service. */
function toBearer({ httpHost, path: signedPath }: Model): Bearer {
  if (httpHost !== null) return "key";
  return signedPath === null ? "pair" : "password";
}

/** Returns the model's name on the HTTP service. */
export function toHttpModel({ httpModel, domain, id }: Model): string {
  return httpModel ?? domain ?? id;
}

/** Returns the maximum answer length on a service. */
export function toMaxTokens({ maxTokens, httpMaxTokens }: Model, service: Service): number {
  return service === "http" ? (httpMaxTokens ?? maxTokens) : maxTokens;
}

/**
 * Returns the `v…` segment of a model's path, which answers carry as `version`; some models have
 * none.
 */
export function findPathVersion(model: Model): string | undefined {
  return /\/(v\d[^/]*)/.exec(model.path ?? "")?.[1];
}
