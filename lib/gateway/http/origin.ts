import { isIP } from "node:net";

import { GatewayError } from "../../core/errors";
import type { Settings } from "../config/settings";
import type { ApiRequest, RequestHeaders } from "./api-request";

type OriginSettings = Pick<Settings, "corsOrigins" | "isCorsChosen" | "trustedProxies">;

const HOW = "Its operator can allow the page's origin by CORS_ORIGINS.";

/**
 * Where the operator has listed origins, nobody else's page may ask for anything to be done: without this
 * it could not read the answer, but would have had it made. @throws GatewayError `foreign-origin`
 */
export function requireListedOrigin(
  { method, headers }: ApiRequest,
  { corsOrigins, isCorsChosen }: OriginSettings,
): void {
  const origin = headers.get("origin");
  if (origin === null || !isCorsChosen || !CHANGING.has(method)) return;
  if (corsOrigins.includes("*") || corsOrigins.includes(origin)) return;
  if (!isOwnOrigin(origin, headers))
    refuse(`Pages of this origin may not use this gateway. ${HOW}`);
}

const CHANGING: ReadonlySet<string> = new Set(["POST", "DELETE"]);

/**
 * An endpoint that is open, with no key and with the server's app, is for its own page and for programs:
 * else every site that its owner visits could spend their tokens. @throws GatewayError `foreign-origin`
 */
export function requireOwnPage(
  headers: RequestHeaders,
  { settings, peer }: { settings: OriginSettings; peer: string | undefined },
): void {
  const origin = headers.get("origin");
  if (origin === null || settings.isCorsChosen) return;
  if (!isOwnOrigin(origin, headers)) {
    refuse(`Pages of other sites may not use this gateway without a key. ${HOW}`);
  }
  // A name of the attacker's own that leads to this machine makes the attacker's page "own".
  if (settings.trustedProxies === 0 && isLoopback(peer) && !isLocalName(headers.get("host"))) {
    refuse(
      "A page under this name may not use a gateway on this machine without a key. Its operator sets " +
        "TRUSTED_PROXIES where a proxy stands before it, or CORS_ORIGINS.",
    );
  }
}

/** The page came from this gateway: the browser says so, or the names are one. */
function isOwnOrigin(origin: string, headers: RequestHeaders): boolean {
  if (headers.get("sec-fetch-site") === "same-origin") return true;
  const host = headers.get("host");
  if (host === null || !URL.canParse(origin)) return false;
  const { host: full, hostname } = new URL(origin);
  // Some proxies leave the port out.
  return host === full || host === hostname;
}

const isLoopback = (address = ""): boolean => /^(?:::ffff:)?127\.|^::1$/.test(address);

function isLocalName(host: string | null): boolean {
  const name = (host ?? "")
    .replace(/:\d+$/, "")
    .replace(/^\[(.*)\]$/, "$1")
    .toLowerCase();
  return name === "" || isIP(name) > 0 || name === "localhost" || name.endsWith(".localhost");
}

function refuse(message: string): never {
  throw new GatewayError({ kind: "foreign-origin", message });
}
