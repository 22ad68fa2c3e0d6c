import { createHash } from "node:crypto";

import type { Settings } from "../config/settings";
import { type Credential, readCredential } from "../http/credential";
import type { RequestHeaders } from "../http/api-request";

/**
 * Returns whose responses a request may read: those of its gateway key or Spark credential. All
 * callers of an open endpoint share one owner, because an IP address proves nothing.
 * @throws GatewayError `unauthenticated`
 */
export function toOwner(headers: RequestHeaders, settings: Settings): string {
  const own = toParts(readCredential(headers, settings));
  return createHash("sha256").update(JSON.stringify(own)).digest("base64url");
}

function toParts(credential: Credential): (string | undefined)[] {
  if (credential.owner === "server") {
    const { gatewayKey } = credential;
    // A name identifies its holder, whichever key has it at the moment.
    return gatewayKey?.name ? ["name", gatewayKey.name] : ["key", gatewayKey?.key];
  }
  switch (credential.service) {
    case "socket": {
      const { appId, apiSecret, apiKey } = credential.app;
      return ["app", appId, apiSecret, apiKey];
    }
    case "http":
      return ["password", credential.password];
  }
}
