import { createHash } from "node:crypto";

import type { Settings } from "../config/settings";
import { type Credential, readCredential } from "../http/credential";
import type { RequestHeaders } from "../http/api-request";

/**
 * Whose responses a request may read: those of its gateway key or of its Spark credential. Callers of
 * an open endpoint are one: an address is no proof of anything.
 * @throws GatewayError `unauthenticated`
 */
export function toOwner(headers: RequestHeaders, settings: Settings): string {
  const own = toParts(readCredential(headers, settings));
  return createHash("sha256").update(JSON.stringify(own)).digest("base64url");
}

function toParts(credential: Credential): (string | undefined)[] {
  if (credential.owner === "server") {
    const { gatewayKey } = credential;
    // A name stands for whoever has it, whichever key that is at the moment.
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
