import { z } from "zod";

import type { Service } from "../core/service";

const CHAT_HOST = "spark-api.xf-yun.com";
const IMAGE_HOST = "spark-api.cn-huabei-1.xf-yun.com";

/** The id whose model depends on the request's `version`, kept from the first Spark gateway. */
export const VERSIONED_ID = "spark-api";

/**
 * One row of the catalogue; facts in Web.html, ImageUnderstanding.html and X1ws.html (README.md).
 * The same shape is what the setting SPARK_MODELS takes, so a field's name is public.
 */
export const modelSchema = z.strictObject({
  id: z
    .string()
    .min(1)
    .refine((id) => id !== VERSIONED_ID, "belongs to the versions"),
  /** Other names, matched without regard to case. */
  aliases: z.array(z.string().min(1)),
  host: z.string().refine(isHost, "must be a host name"),
  /** Path of the WebSocket service; each path takes only its own domain. */
  path: z.string().regex(/^\/[^/?#\s][^?#\s]*$/, "must be a path such as /v1.1/chat"),
  domain: z.string().min(1),
  /** Path of the HTTP service, whose `model` is the domain; null where it does not serve the model. */
  httpPath: z
    .string()
    .regex(/^\/[^/?#\s][^?#\s]*$/, "must be a path")
    .nullable(),
  /** The longest answer that Spark accepts in `max_tokens`. */
  maxTokens: z.int().min(1),
  /** The longest conversation, in tokens, before Spark answers 10907. */
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
});

function isHost(text: string): boolean {
  return URL.canParse(`wss://${text}`) && new URL(`wss://${text}`).host === text;
}

export type Model = z.output<typeof modelSchema>;
type ModelRow = Partial<Model> & Pick<Model, "id" | "path" | "domain">;

/** What a row does not say. */
export const MODEL_DEFAULTS = {
  aliases: [],
  host: CHAT_HOST,
  httpPath: null,
  maxTokens: 4096,
  contextTokens: 8192,
  maxTemperature: 1,
  system: false,
  tools: false,
  webSearch: false,
  vision: false,
  reasoning: false,
} satisfies Partial<Model>;

const V1 = "/v1/chat/completions";
const full = { system: true, tools: true, httpPath: V1 } as const;
const image = { host: IMAGE_HOST, path: "/v2.1/image", maxTokens: 8192, vision: true } as const;

/**
 * The catalogue, in the order of `GET /v1/models`: the most capable chat model first, for clients that
 * take the first one. Nothing else in the repository knows a model.
 */
export const MODELS: readonly ModelRow[] = [
  {
    id: "4.0Ultra",
    aliases: ["spark-ultra", "Spark-4.0-Ultra", "SparkDesk-v4.0"],
    path: "/v4.0/chat",
    domain: "4.0Ultra",
    maxTokens: 8192,
    contextTokens: 32_768,
    ...full,
    webSearch: true,
  },
  {
    id: "spark-x",
    aliases: ["x1", "spark-x1"],
    path: "/v1/x1",
    domain: "spark-x",
    maxTokens: 65_535,
    contextTokens: 65_536,
    maxTemperature: 2,
    ...full,
    httpPath: "/v2/chat/completions",
    webSearch: true,
    reasoning: true,
  },
  {
    id: "generalv3.5",
    aliases: ["spark-max", "SparkDesk", "SparkDesk-v3.5"],
    path: "/v3.5/chat",
    domain: "generalv3.5",
    maxTokens: 8192,
    ...full,
    webSearch: true,
  },
  {
    id: "max-32k",
    aliases: ["Spark-Max-32K", "SparkDesk-v3.5-32K"],
    path: "/chat/max-32k",
    domain: "max-32k",
    maxTokens: 8192,
    contextTokens: 32_768,
    ...full,
  },
  {
    id: "pro-128k",
    aliases: ["Spark-Pro-128K", "SparkDesk-v3.1-128K"],
    path: "/chat/pro-128k",
    domain: "pro-128k",
    contextTokens: 131_072,
    ...full,
  },
  {
    id: "generalv3",
    aliases: ["spark-pro", "spark-chat-v3", "SparkDesk-v3.1"],
    path: "/v3.1/chat",
    domain: "generalv3",
    maxTokens: 8192,
    ...full,
    webSearch: true,
  },
  {
    id: "lite",
    aliases: ["general", "spark-lite", "spark-chat-v1.5", "SparkDesk-v1.1"],
    path: "/v1.1/chat",
    domain: "lite",
    httpPath: V1,
  },
  {
    id: "vision",
    aliases: ["gpt-4-vision-preview", "spark-chat-vision"],
    domain: "general",
    ...image,
  },
  { id: "imagev3", domain: "imagev3", ...image },
  {
    id: "kjwx",
    host: "spark-openapi-n.cn-huabei-1.xf-yun.com",
    path: "/v1.1/chat_kjwx",
    domain: "kjwx",
  },
  {
    id: "generalv2",
    aliases: ["spark-chat-v2", "SparkDesk-v2.1"],
    path: "/v2.1/chat",
    domain: "generalv2",
    maxTokens: 8192,
  },
];

/** Kept for old clients, and listed last. */
export const HISTORIC_IDS: ReadonlySet<string> = new Set(["generalv2"]);

export const DEFAULT_VERSION = "v1.1";
export const VERSIONS: Readonly<Record<string, string>> = {
  "v1.1": "lite",
  "v2.1": "generalv2",
  "v3.1": "generalv3",
  "v3.5": "generalv3.5",
  "v4.0": "4.0Ultra",
};

/** The services that serve a model, the preferred one first. */
export function listServices({ httpPath }: Pick<Model, "httpPath">): readonly Service[] {
  return httpPath === null ? ["socket"] : ["socket", "http"];
}

/** The `v…` segment of a model's path, which the answer carries as `version`; some have none. */
export function findPathVersion(model: Model): string | undefined {
  return /\/(v\d[^/]*)/.exec(model.path)?.[1];
}
