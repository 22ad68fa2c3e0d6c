import type { Model } from "../spark/models";
import type { Settings } from "./settings";

type Origins = Pick<Settings, "chatOrigin" | "imageOrigin" | "httpOrigin">;

const HTTP_ORIGIN = "https://spark-api-open.xf-yun.com";

/** Where a model is asked over the WebSocket; not yet signed. */
export function toSocketUrl(model: Model, { chatOrigin, imageOrigin }: Origins): URL {
  const origin = model.vision ? imageOrigin : chatOrigin;
  return new URL(model.path, origin ?? `wss://${model.host}`);
}

/** Where a model is asked over HTTP. */
export function toHttpUrl(model: Model, { httpOrigin }: Origins): URL {
  return new URL(model.httpPath ?? "/", httpOrigin ?? HTTP_ORIGIN);
}
