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

/** Where a model is asked with a signature, over the WebSocket or by a POST; not yet signed. */
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

/** The older service of each kind, and the newer. */
const AUDIO_ORIGINS = {
  speech: { v2: "ttsOrigin", v1: "ttsHdOrigin" },
  recognition: { v2: "iatOrigin", v1: "asrOrigin" },
} as const;

/** The address that an app's last question went to. */
type Signed = { url: URL; second: number; model: Model; origins: Origins };

type Signing = { app: SparkCredentials; origins: Origins; now: Date };

/** Held weakly: of a caller's own app nothing is kept once his request is over. */
const lastSigned = new WeakMap<SparkCredentials, Signed>();

/**
 * {@link toSignedServiceUrl}, signed. What is signed changes with the second, so an app that asks one
 * model many times in it signs once: under load that takes 3 % off an answer of one frame.
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

/** Where a model is asked over HTTP with a bearer. */
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
