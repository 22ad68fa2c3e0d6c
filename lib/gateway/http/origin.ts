import { isIP } from "node:net";

import { GatewayError } from "../../core/errors";
import type { Settings } from "../config/settings";
import type { ApiRequest, RequestHeaders } from "./api-request";

type OriginSettings = Pick<Settings, "corsOrigins" | "isCorsChosen" | "trustedProxies">;
type OpenSettings = Pick<Settings, "isCorsChosen" | "trustedProxies" | "chatOrigin" | "httpOrigin">;

const HOW = "Its operator can allow the page's origin by CORS_ORIGINS.";

/**
 * Rejects requests from pages outside CORS_ORIGINS. CORS alone only stops such a page from reading
 * the answer, not from causing it.
 * @throws GatewayError `foreign-origin`
 */
export function requireListedOrigin(
  { method, headers }: ApiRequest,
  { corsOrigins, isCorsChosen }: OriginSettings,
): void {
  const origin = headers.get("origin");
  if (origin === null || !isCorsChosen || !CHANGING.has(method)) return;
  if (corsOrigins.includes("*") || corsOrigins.includes(origin) || isApp(origin)) return;
  if (!isOwnOrigin(origin, headers))
    refuse(`Pages of this origin may not use this gateway. ${HOW}`);
}

const CHANGING: ReadonlySet<string> = new Set(["POST", "DELETE"]);

/**
 * Rejects requests of other sites' pages at an open endpoint, where no key is needed, if their
 * browser sent them without asking first (CORS preflight), or if the gateway runs on the user's own
 * machine. Otherwise every site that the owner visits could spend the owner's tokens.
 * @throws GatewayError `foreign-origin`
 */
export function requireOwnPage(
  headers: RequestHeaders,
  { settings, peer }: { settings: OpenSettings; peer: string | undefined },
): void {
  const origin = headers.get("origin");
  if (origin === null || settings.isCorsChosen || isApp(origin) || isLocalPage(origin)) return;
  const isLocal = isLocalName(headers.get("host"));
  if (!isOwnOrigin(origin, headers)) {
    if (isPreflighted(headers) && !(isLocal && isReal(settings))) return;
    refuse(`Pages of other sites may not use this gateway without a key. ${HOW}`);
  }
  // DNS rebinding: an attacker's name that resolves to this machine would look like its own host.
  if (settings.trustedProxies === 0 && isLoopback(peer) && !isLocal) {
    refuse(
      "A page under this name may not use a gateway on this machine without a key. Its operator sets " +
        "TRUSTED_PROXIES where a proxy stands before it, or CORS_ORIGINS.",
    );
  }
}

/** Returns whether requests go to iFlytek itself, so that there is something to lose. */
const isReal = ({ chatOrigin, httpOrigin }: OpenSettings): boolean =>
  chatOrigin === null && httpOrigin === null;

/**
 * Returns whether a browser must have sent a preflight first, because of a header that a form
 * cannot send (Fetch standard, CORS-safelisted request-header).
 */
function isPreflighted(headers: RequestHeaders): boolean {
  if (KEY_HEADERS.some((name) => headers.has(name))) return true;
  const type = headers.get("content-type")?.split(";", 1)[0]?.trim().toLowerCase() ?? "";
  return type !== "" && !SIMPLE_TYPES.has(type);
}

const KEY_HEADERS = ["authorization", "x-api-key", "api-key"] as const;
const SIMPLE_TYPES: ReadonlySet<string> = new Set([
  "text/plain",
  "application/x-www-form-urlencoded",
  "multipart/form-data",
]);

/** Returns whether the page came from this gateway, by the browser's header or the host name. */
function isOwnOrigin(origin: string, headers: RequestHeaders): boolean {
  if (headers.get("sec-fetch-site") === "same-origin") return true;
  const host = headers.get("host");
  if (host === null || !URL.canParse(origin)) return false;
  const { host: full, hostname } = new URL(origin);
  // Some proxies remove the port.
  return host === full || host === hostname;
}

/** Returns whether the origin is a desktop or mobile app. No website can have such a scheme. */
const isApp = (origin: string): boolean =>
  origin !== "null" && /^[a-z][a-z\d+.-]*:\/\//i.test(origin) && !/^https?:/i.test(origin);

/** Returns whether the page is served on the user's own machine, such as a developer's page. */
const isLocalPage = (origin: string): boolean =>
  URL.canParse(origin) && LOCAL_NAME.test(new URL(origin).hostname);

const LOCAL_NAME = /^(?:localhost|.+\.localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

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
