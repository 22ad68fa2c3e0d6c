import type { ConnectionCause } from "./words/cause";

/** Node's error codes by prefix; the first match counts. */
const CODES: readonly (readonly [prefix: string, cause: ConnectionCause])[] = [
  ["ENOTFOUND", "dns"],
  ["EAI_", "dns"],
  ["ECONNREFUSED", "refused"],
  ["ETIMEDOUT", "no-route"],
  ["EHOST", "no-route"],
  ["ENET", "no-route"],
  ["EADDRNOTAVAIL", "no-route"],
  ["EACCES", "no-route"],
  ["EPERM", "no-route"],
  ["CERT_HAS_EXPIRED", "tls-date"],
  ["CERT_NOT_YET_VALID", "tls-date"],
  ["CERT_", "tls-untrusted"],
  ["DEPTH_ZERO_", "tls-untrusted"],
  ["SELF_SIGNED_", "tls-untrusted"],
  ["UNABLE_TO_", "tls-untrusted"],
  ["ERR_TLS_CERT_", "tls-untrusted"],
  ["EPROTO", "tls-broken"],
  ["ERR_SSL_", "tls-broken"],
  ["HPE_", "not-spark"],
];

/** Returns the cause behind a network error; any other error means that the connection was cut. */
export function diagnoseNetwork(code: string): ConnectionCause {
  return CODES.find(([prefix]) => code.startsWith(prefix))?.[1] ?? "cut";
}

/** Blames an unused proxy if the machine needs one and nothing can be reached. */
export function blameProxy<T extends string>(cause: T, hasProxy: boolean): T | "proxy-unused" {
  const isLost = cause === "dns" || cause === "refused" || cause === "no-route";
  return hasProxy && isLost ? "proxy-unused" : cause;
}
