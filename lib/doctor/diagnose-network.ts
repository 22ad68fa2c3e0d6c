import type { ConnectionCause } from "./words/cause";

/** Node's error codes, by the beginning of their names; the first that fits counts. */
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

/** What an error of the network means; whatever else ends a connection has cut it. */
export function diagnoseNetwork(code: string): ConnectionCause {
  return CODES.find(([prefix]) => code.startsWith(prefix))?.[1] ?? "cut";
}

/** A proxy that the machine needs and the gateway does not use explains why nothing is reached. */
export function blameProxy<T extends string>(cause: T, hasProxy: boolean): T | "proxy-unused" {
  const isLost = cause === "dns" || cause === "refused" || cause === "no-route";
  return hasProxy && isLost ? "proxy-unused" : cause;
}
