import type { SparkCredentials } from "./sign";

/** What opens iFlytek: the three values of an app sign an address, an APIPassword is a bearer. */
export type Key =
  | { service: "socket"; app: SparkCredentials }
  | { service: "http"; password: string };

/**
 * What an HTTP service takes as its bearer: an APIPassword; `APIKey:APISecret`, for what no WebSocket
 * serves; or MaaS's APIKey alone.
 */
export type Bearer = "password" | "pair" | "key";

/** The bearer that an app's three values make; undefined where they make none. */
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
