import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import type { SparkApp } from "./apps";

export type Refusal = { readonly status: number; readonly message: string };

const UNAUTHORIZED = "Unauthorized";
const UNVERIFIED = "HMAC signature cannot be verified";
export const UNKNOWN_KEY = `${UNVERIFIED}: fail to retrieve credential`;
export const MISMATCH = "HMAC signature does not match";
export const BAD_DATE = `${UNVERIFIED}, a valid date or x-date header is required for HMAC Authentication`;

const MAX_SKEW_MS = 300_000;

/** Numeric zones such as +0000 are rejected, because nothing shows that Spark accepts them. */
const RFC_1123 =
  /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d{2} (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} \d{2}:\d{2}:\d{2} (?:GMT|UTC)$/u;

/** Some working clients write `hmac username=` for `api_key=`, or several spaces after a comma. */
const AUTHORIZATION =
  /^(?:hmac username|api_key)="([^"]+)",\s*algorithm="hmac-sha256",\s*headers="host date request-line",\s*signature="([^"]+)"$/u;

type Handshake = {
  /** The method in the signed request line; GET for a WebSocket. */
  readonly method?: "GET" | "POST";
  readonly path: string;
  readonly query: URLSearchParams;
  /** Undefined if the service trusts the host in the query, as services with a POST do. */
  readonly hostHeader: string | undefined;
};

/**
 * Returns the calling app, or the rejection by Spark's gateway; the order is that of Kong's
 * hmac-auth.
 */
export function verifyHandshake(
  { method = "GET", path, query, hostHeader }: Handshake,
  apps: readonly SparkApp[],
  now: number,
): { readonly app: SparkApp } | { readonly refusal: Refusal } {
  const authorization = query.get("authorization") ?? "";
  if (authorization === "") return refuse(401, UNAUTHORIZED);

  const date = query.get("date") ?? "";
  if (!isTimely(date, now)) return refuse(403, BAD_DATE);

  const claim = readClaim(authorization);
  const host = query.get("host");
  if (claim === null || host === null) return refuse(401, UNVERIFIED);

  const app = apps.find((candidate) => candidate.apiKey === claim.apiKey);
  if (app === undefined) return refuse(401, UNKNOWN_KEY);

  const expected = createHmac("sha256", app.apiSecret)
    .update(`host: ${host}\ndate: ${date}\n${method} ${path} HTTP/1.1`)
    .digest("base64");
  const isOther = hostHeader !== undefined && host !== hostHeader;
  if (isOther || !sameText(claim.signature, expected)) return refuse(401, MISMATCH);
  return { app };
}

/** Compares two texts in constant time, whatever their lengths. */
export function sameText(left: string, right: string): boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(left), digest(right));
}

function isTimely(date: string, now: number): boolean {
  return RFC_1123.test(date) && Math.abs(Date.parse(date) - now) <= MAX_SKEW_MS;
}

function readClaim(authorization: string) {
  const origin = Buffer.from(authorization, "base64").toString("utf8");
  const [, apiKey, signature] = AUTHORIZATION.exec(origin) ?? [];
  return apiKey === undefined || signature === undefined ? null : { apiKey, signature };
}

function refuse(status: number, message: string) {
  return { refusal: { status, message } };
}
