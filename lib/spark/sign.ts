import { createHmac } from "node:crypto";

/** What opens iFlytek's signed services: the three values that its console shows for an app. */
export type SparkCredentials = { appId: string; apiKey: string; apiSecret: string };

/**
 * The URL with Spark's signature in its query (general_url_authentication.html).
 *
 * The signed text covers the host as dialled (with its port, when there is one), the date in
 * RFC 1123 form and the request line, never the query or the body. The secret is used as UTF-8 text.
 * Spark refuses a date that is more than 300 seconds from its own.
 */
export function signUrl(url: URL, credentials: SparkCredentials, now: Date): URL {
  return sign(`GET ${url.pathname} HTTP/1.1`, url, { credentials, now });
}

/** {@link signUrl} for a service that takes a POST. */
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
