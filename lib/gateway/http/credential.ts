import { GatewayError } from "../../core/errors";
import type { SparkCredentials } from "../../spark/sign";
import type { Key } from "../../spark/key";
import { constantTimeEqual } from "./constant-time-equal";
import type { Settings } from "../config/settings";

/** Who opens Spark for a request: the caller with a key of his own, or the server's apps in turn. */
export type Credential = { owner: "server" } | (Key & { owner: "caller" });

/** Each in either spelling: several proxies drop the names with underscores. */
const HEADERS = [
  ["x-app-id", "x_app_id"],
  ["x-api-secret", "x_api_secret"],
  ["x-api-key", "x_api_key"],
] as const;
const PASSWORD_HEADER = ["x-api-password", "x_api_password"] as const;
const HOW =
  "Send Authorization: Bearer APP_ID:API_SECRET:API_KEY, or the headers X-App-Id, X-Api-Secret and " +
  "X-Api-Key, or an APIPassword as the bearer.";

/** The first match wins, as in the README's table. @throws GatewayError `unauthenticated` */
export function readCredential(headers: Headers, settings: Settings): Credential {
  const own = readHeaders(headers) ?? readBearer(headers, settings);
  if (own !== "server") return { owner: "caller", ...own };
  if (settings.apps.length > 0) return { owner: "server" };
  throw new GatewayError({
    kind: "unauthenticated",
    message: `This gateway has no Spark app of its own: bring yours. ${HOW}`,
  });
}

function readHeaders(headers: Headers): Key | undefined {
  const find = ([name, other]: readonly [string, string]): string =>
    (headers.get(name) || headers.get(other) || "").trim();
  const values = HEADERS.map(find);
  const [appId = "", apiSecret = "", apiKey = ""] = values;
  if (appId && apiSecret && apiKey) return toAppKey({ appId, apiSecret, apiKey });
  if (values.some(Boolean)) {
    const missing = HEADERS.flatMap(([name], index) => (values[index] ? [] : name));
    throw new GatewayError({
      kind: "unauthenticated",
      message:
        `The headers X-App-Id, X-Api-Secret and X-Api-Key go together; ${missing.join(" and ")} ` +
        "did not arrive. Some proxies drop header names with underscores: write them with dashes.",
    });
  }
  const password = find(PASSWORD_HEADER);
  if (/[^\u0020-\u007e\u0080-\u00ff]/.test(password)) {
    throw new GatewayError({
      kind: "unauthenticated",
      message: "X-Api-Password holds characters that no header can: copy it again.",
    });
  }
  return password ? { service: "http", password } : undefined;
}

function readBearer(headers: Headers, settings: Settings): Key | "server" {
  const token = findBearer(headers);
  if (token === undefined) return requireOpen(settings, `No credential arrived. ${HOW}`);
  if (settings.gatewayKeys.some((key) => constantTimeEqual(key, token))) return "server";
  return readToken(token) ?? requireOpen(settings, `This gateway does not know the key. ${HOW}`);
}

/** What follows `Bearer`, whatever it is. */
export function findBearer(headers: Headers): string | undefined {
  return /^Bearer +(.+)$/i.exec(headers.get("authorization") ?? "")?.[1]?.trim();
}

/** The credential that a key is by its shape, if any: `ID:SECRET:KEY`, with `|` too, or `K:S`. */
function readToken(token: string): Key | undefined {
  return readTriple(token.split("|")) ?? readTriple(token.split(":")) ?? readPassword(token);
}

function readTriple(parts: readonly string[]): Key | undefined {
  const [appId, apiSecret, apiKey] = parts;
  if (parts.length !== 3 || !appId || !apiSecret || !apiKey) return undefined;
  return toAppKey({ appId, apiSecret, apiKey });
}

function readPassword(token: string): Key | undefined {
  const parts = token.split(":");
  return parts.length === 2 && !parts.includes("")
    ? { service: "http", password: token }
    : undefined;
}

/** An open endpoint takes any key, since OpenAI's clients cannot send none. */
function requireOpen(settings: Settings, message: string): "server" {
  if (settings.gatewayKeys.length > 0) {
    throw new GatewayError({
      kind: "unauthenticated",
      message: `${message} Or use one of this gateway's own keys.`,
    });
  }
  if (settings.apps.length === 0) throw new GatewayError({ kind: "unauthenticated", message });
  return "server";
}

const toAppKey = (app: SparkCredentials): Key => ({ service: "socket", app });
