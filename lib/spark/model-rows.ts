import type { Model } from "./models";

type ModelRow = Partial<Model> & Pick<Model, "id">;

const IMAGE_HOST = "spark-api.cn-huabei-1.xf-yun.com";

const V1 = "/v1/chat/completions";
const full = { system: true, tools: true, httpPath: V1 } as const;
/** The reasoning models X1.5, X2 and X2-Flash. Over HTTP they share one name at three paths. */
const thinking = {
  domain: "spark-x",
  maxTemperature: 2,
  system: true,
  tools: true,
  webSearch: true,
  reasoning: true,
} as const;
const image = { host: IMAGE_HOST, path: "/v2.1/image", maxTokens: 8192, vision: true } as const;

/**
 * The catalogue, in the order of `GET /v1/models`: the most capable chat model comes first, for
 * clients that take the first one. The facts are from Web.html, HTTP调用文档.html, X1http.html and
 * ImageUnderstanding.html (README.md). No other file in the repository lists models.
 */
export const MODELS: readonly ModelRow[] = [
  {
    id: "spark-x2",
    aliases: ["x2"],
    path: "/x2",
    maxTokens: 131_072,
    contextTokens: 65_536,
    ...thinking,
    httpPath: "/x2/chat/completions",
  },
  {
    id: "spark-x",
    aliases: ["x1", "spark-x1", "spark-x1.5"],
    path: "/v1/x1",
    maxTokens: 65_535,
    contextTokens: 65_536,
    ...thinking,
    httpPath: "/v2/chat/completions",
  },
  {
    // HTTP only. Its ranges have not been read from a page, so the maximum is that of X1.5.
    id: "spark-x2-flash",
    maxTokens: 65_535,
    contextTokens: 262_144,
    ...thinking,
    domain: null,
    httpModel: "spark-x",
    httpPath: "/agent/v1/chat/completions",
  },
  {
    id: "4.0Ultra",
    aliases: ["spark-ultra", "Spark-4.0-Ultra", "SparkDesk", "SparkDesk-v4.0"],
    path: "/v4.0/chat",
    domain: "4.0Ultra",
    maxTokens: 8192,
    // The newest page gives 32K, for HTTP; for the WebSocket the newest known limit is 8K.
    httpMaxTokens: 32_768,
    contextTokens: 32_768,
    ...full,
    webSearch: true,
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
    id: "spark-embedding",
    kind: "embedding",
    host: "emb-cn-huabei-1.xf-yun.com",
    path: "/",
    domain: "para",
    contextTokens: 2048,
    dimensions: 2560,
  },
  {
    id: "spark-image",
    kind: "image",
    aliases: ["dall-e-3"],
    host: IMAGE_HOST,
    path: "/v2.1/tti",
    domain: "general",
  },
  {
    id: "spark-tts",
    kind: "speech",
    aliases: ["tts-1"],
    host: "tts-api.xfyun.cn",
    path: "/v2/tts",
  },
  {
    // 超拟人, with 24 kHz.
    id: "spark-tts-hd",
    kind: "speech",
    aliases: ["tts-1-hd"],
    host: "cbm01.cn-huabei-1.xf-yun.com",
    path: "/v1/private/mcd9m97e6",
  },
  {
    // The large model for 37 languages.
    id: "spark-asr",
    kind: "recognition",
    aliases: ["whisper-1"],
    host: "iat.cn-huabei-1.xf-yun.com",
    path: "/v1",
    domain: "slm",
  },
  {
    id: "spark-iat",
    kind: "recognition",
    host: "iat-api.xfyun.cn",
    path: "/v2/iat",
    domain: "iat",
  },
  {
    id: "generalv3.5",
    aliases: ["spark-max", "SparkDesk-v3.5"],
    path: "/v3.5/chat",
    domain: "generalv3.5",
    maxTokens: 8192,
    ...full,
    webSearch: true,
    deprecated: true,
  },
  {
    id: "max-32k",
    aliases: ["Spark-Max-32K", "SparkDesk-v3.5-32K"],
    path: "/chat/max-32k",
    domain: "max-32k",
    maxTokens: 8192,
    contextTokens: 32_768,
    ...full,
    deprecated: true,
  },
  {
    id: "generalv2",
    aliases: ["spark-chat-v2", "SparkDesk-v2.1"],
    path: "/v2.1/chat",
    domain: "generalv2",
    maxTokens: 8192,
    deprecated: true,
  },
];

/** Kept for old clients and listed last. */
export const HISTORIC_IDS: ReadonlySet<string> = new Set(["generalv2"]);

export const DEFAULT_VERSION = "v1.1";
export const VERSIONS: Readonly<Record<string, string>> = {
  "v1.1": "lite",
  "v2.1": "generalv2",
  "v3.1": "generalv3",
  "v3.5": "generalv3.5",
  "v4.0": "4.0Ultra",
};
