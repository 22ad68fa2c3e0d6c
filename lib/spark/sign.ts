import { createHmac } from "node:crypto";

/** The three values that iFlytek's console shows for an app, used by its signed services. */
export type SparkCredentials = { appId: string; apiKey: string; apiSecret: string };

/**
 * Adds Spark's signature to the query of a URL (general_url_authentication.html).
 *
 * The signed text covers the host as dialled (including an explicit port), the date in RFC 1123
 * format and the request line, but never the query or the body. The secret is used as UTF-8 text.
 * Spark rejects a date that differs from its own by more than 300 seconds.
 */
export function signUrl(url: URL, credentials: SparkCredentials, now: Date): URL {
  return sign(`GET ${url.pathname} HTTP/1.1`, url, { credentials, now });
}

/** Signs like {@link signUrl}, for a POST. */
export function signPost(url: URL, credentials: SparkCredentials, now: Date): URL {
  return sign(`POST ${url.pathname} HTTP/1.1`, url, { credentials, now });
}

type Signer = { credentials: SparkCredentials; now: Date };

function sign(requestLine: string, url: URL, { credentials, now }: Signer): URL {
  const host = url.host;
  const date = now.toUTCString();
  const signature = createHmac("sha256", credentials.apiSecret)
    .update(`host: ${host}\ndate: ${date}\n${requestLine}`)
    .digest("base64");
  const origin =
    `api_key="${credentials.apiKey}", algorithm="hmac-sha256", ` +
    `headers="host date request-line", signature="${signature}"`;
  const authorization = Buffer.from(origin).toString("base64");
  const signed = new URL(url);
  signed.search = new URLSearchParams({ authorization, date, host }).toString();
  return signed;
}
