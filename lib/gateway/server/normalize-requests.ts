import { subscribe } from "node:diagnostics_channel";
import { IncomingMessage } from "node:http";

import { isRecord } from "../../core/json";

/** Pages and what they load; every other path is the API's, served or not. */
const PAGE = /^\/(?:$|privacy\/?$|icon\.svg$|_next\/|__next)/;
/** Those that Next hands on to routes. Others it refuses in a way of its own. */
const METHODS = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);
/** By these Next's own pages ask for parts of a page; to an answer of the API they would do harm. */
const PAGE_HEADERS = [
  "rsc",
  "next-action",
  "next-router-prefetch",
  "next-router-segment-prefetch",
  "next-router-state-tree",
  "next-url",
  "x-middleware-prefetch",
  "x-nextjs-data",
];

/**
 * Lets odd requests to the API reach its routes, which answer them as OpenAI's clients understand:
 * left as they are, Next would redirect them, refuse them in plain text, or answer with a part of a page.
 */
export function normalizeRequests(): void {
  subscribe("http.server.request.start", (message) => {
    if (isRecord(message) && message["request"] instanceof IncomingMessage) {
      normalize(message["request"]);
    }
  });
}

function normalize(request: IncomingMessage): void {
  const { url = "/", method = "" } = request;
  const [path = "", ...query] = url.replace(/^https?:\/\/[^/?]*/i, "").split("?");
  const plain = path.replaceAll(/\/{2,}/g, "/");
  // Another method that neither pages nor the API know: Next fails on TRACE.
  if (!METHODS.has(method)) request.method = "PATCH";
  if (PAGE.test(plain)) return;
  request.url = [plain.split("/").map(mendEscapes).join("/"), ...query].join("?");
  const { headers } = request;
  for (const name of PAGE_HEADERS) if (name in headers) delete headers[name];
}

/** A part of a path that cannot be decoded stands for itself. */
function mendEscapes(part: string): string {
  if (!part.includes("%")) return part;
  try {
    decodeURIComponent(part);
    return part;
  } catch {
    return part.replaceAll("%", "%25");
  }
}
