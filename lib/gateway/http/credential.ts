import { GatewayError } from "../../core/errors";
import type { SparkCredentials } from "../../spark/sign";
import type { Key } from "../../spark/key";
import { findToken, listTokens } from "./token";
import type { GatewayKey } from "../config/gateway-key";
import type { Settings } from "../config/settings";
import type { RequestHeaders } from "./api-request";

/** The app that a request runs on: the caller's own, or one of the server's apps. */
export type Credential = ServerCredential | (Key & { owner: "caller" });

/** The server's apps, with the gateway key that was presented; null at an open endpoint. */
export type ServerCredential = { owner: "server"; gatewayKey: GatewayKey | null };

/** Each in two spellings, because several proxies drop names with underscores. */
const HEADERS = [
  ["x-app-id", "x_app_id"],
  ["x-api-secret", "x_api_secret"],
  ["x-api-key", "x_api_key"],
] as const;
const PASSWORD_HEADER = ["x-api-password", "x_api_password"] as const;
const HOW =
  "Send Authorization: Bearer APP_ID:API_SECRET:API_KEY, or the headers X-App-Id, X-Api-Secret and " +
  "X-Api-Key, or an APIPassword as the bearer.";

/** Chooses one of the keys that a request presents. */
export type FindToken = (headers: RequestHeaders, settings: Settings) => string | undefined;

/**
 * Finds the key of Anthropic's clients, which may send the bearer token, `X-Api-Key`, or both.
 * Returns the first that is a credential here, otherwise the first that was meant to be one, so
 * that a mistyped credential does not run on the operator's app.
 */
export const findAnthropicToken: FindToken = (headers, settings) => {
  const tokens = listTokens(headers);
  const whole = tokens.find((token) => isCredential(token, settings));
  return whole ?? tokens.find(isHalf) ?? tokens[0];
};

/**
 * Reads the credential of a request. The first match wins, in the order of the README's table.
 * @throws GatewayError `unauthenticated`
 */
export function readCredential(
  headers: RequestHeaders,
  settings: Settings,
  find: FindToken = findToken,
): Credential {
  const own = readHeaders(headers) ?? readKey(find(headers, settings), settings);
  if (!("owner" in own)) return { owner: "caller", ...own };
  if (settings.apps.length > 0) return own;
  throw unauthenticated(`This gateway has no Spark app of its own: bring yours. ${HOW}`);
}

/** Returns whether a request presents a key at all. */
export function hasCredential(headers: RequestHeaders): boolean {
  return (
    [...HEADERS, PASSWORD_HEADER].some((names) => findHeader(headers, names) !== "") ||
    findToken(headers) !== undefined
  );
}

function findHeader(headers: RequestHeaders, [name, other]: readonly [string, string]): string {
  return (headers.get(name) || headers.get(other) || "").trim();
}

function readHeaders(headers: RequestHeaders): Key | undefined {
  const values = HEADERS.map((names) => findHeader(headers, names));
  const [appId = "", apiSecret = "", apiKey = ""] = values;
  if (appId && apiSecret && apiKey) return toAppKey({ appId, apiSecret, apiKey });
  // `X-Api-Key` alone is a key like any other.
  if (appId || apiSecret) {
    const missing = HEADERS.flatMap(([name], index) => (values[index] ? [] : name));
    throw unauthenticated(
      `The headers X-App-Id, X-Api-Secret and X-Api-Key go together; ${missing.join(" and ")} ` +
        "did not arrive. Some proxies drop header names with underscores: write them with dashes.",
    );
  }
  const password = findHeader(headers, PASSWORD_HEADER);
  if (/[^\u0020-\u007e\u0080-\u00ff]/.test(password)) {
    throw unauthenticated("X-Api-Password holds characters that no header can: copy it again.");
  }
  return password ? { service: "http", password } : undefined;
}

function readKey(token: string | undefined, settings: Settings): Key | ServerCredential {
  if (token === undefined) return requireOpen(settings, `No credential arrived. ${HOW}`);
  const gatewayKey = settings.gatewayKeys.find(token);
  if (gatewayKey) return { owner: "server", gatewayKey: requireFresh(gatewayKey, settings) };
  const key = findKey(token);
  if (key) return key;
  // An incomplete credential is the caller's mistake, and must not run on the operator's app.
  if (isHalf(token)) {
    throw unauthenticated(
      "The key is no whole credential: APP_ID:API_SECRET:API_KEY has three parts, an APIPassword " +
        `two, and none of them is empty. ${HOW}`,
    );
  }
  return requireOpen(settings, `This gateway does not know the key. ${HOW}`);
}

/** Returns whether an invalid token was meant to be a credential. */
const isHalf = (token: string): boolean => /[:|]/.test(token);

function requireFresh(key: GatewayKey, { gatewayKeys }: Settings): GatewayKey {
  if (!gatewayKeys.isExpired(key)) return key;
  const day = new Date(key.expiresAt ?? 0).toISOString().slice(0, 10);
  throw unauthenticated(`The key expired on ${day}: ask this gateway's host for another one.`);
}

const isCredential = (token: string, settings: Settings): boolean =>
  settings.gatewayKeys.find(token) !== undefined || findKey(token) !== undefined;

/** Returns the Spark credential in a token, if the token has the shape of one. */
function findKey(token: string): Key | undefined {
  return readTriple(token.split("|")) ?? readTriple(token.split(":")) ?? readPassword(token);
}

function readTriple(parts: readonly string[]): Key | undefined {
  const [appId, apiSecret, apiKey] = parts.map((part) => part.trim());
  if (parts.length !== 3 || !appId || !apiSecret || !apiKey) return undefined;
  return toAppKey({ appId, apiSecret, apiKey });
}

function readPassword(token: string): Key | undefined {
  const [key, secret, ...others] = token.split(":").map((part) => part.trim());
  return key && secret && others.length === 0
    ? { service: "http", password: `${key}:${secret}` }
    : undefined;
}

/** Accepts any key at an open endpoint, because OpenAI's clients always send one. */
function requireOpen(settings: Settings, message: string): ServerCredential {
  if (settings.gatewayKeys.isRequired) {
    throw unauthenticated(`${message} Or use one of this gateway's own keys.`);
  }
  if (settings.apps.length === 0) throw unauthenticated(message);
  return { owner: "server", gatewayKey: null };
}

const toAppKey = (app: SparkCredentials): Key => ({ service: "socket", app });

function unauthenticated(message: string): GatewayError {
  return new GatewayError({ kind: "unauthenticated", message });
}
