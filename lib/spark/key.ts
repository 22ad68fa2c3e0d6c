import type { SparkCredentials } from "./sign";

/** A credential for iFlytek: an app's three values sign a URL, an APIPassword is a bearer token. */
export type Key =
  | { service: "socket"; app: SparkCredentials }
  | { service: "http"; password: string };

/**
 * The bearer token of an HTTP service: an APIPassword; `APIKey:APISecret` for models without a
 * WebSocket; or MaaS's APIKey alone.
 */
export type Bearer = "password" | "pair" | "key";

/** Derives the bearer token from an app's three values; undefined if that is impossible. */
export function toAppBearer(app: SparkCredentials, bearer: Bearer): string | undefined {
  switch (bearer) {
    case "password":
      return undefined;
    case "pair":
      return `${app.apiKey}:${app.apiSecret}`;
    case "key":
      return app.apiKey;
  }
}
