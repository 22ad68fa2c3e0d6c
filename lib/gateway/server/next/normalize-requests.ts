import { subscribe } from "node:diagnostics_channel";
import { IncomingMessage } from "node:http";

import { isRecord } from "../../../core/json";
import { isPage, NEXT_METHODS, toApiUrl } from "../pages/paths";

/** Next's own pages use these to request parts of a page. On an API request they would do harm. */
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
 * Makes unusual API requests reach their routes, which answer as OpenAI's clients expect. Otherwise
 * Next would redirect them, reject them in plain text, or answer with a part of a page.
 */
export function normalizeRequests(): void {
  subscribe("http.server.request.start", (message) => {
    if (isRecord(message) && message["request"] instanceof IncomingMessage) {
      normalize(message["request"]);
    }
  });
}

function normalize(request: IncomingMessage): void {
  const { url = "/", method = "", headers } = request;
  // Substitutes a method that neither pages nor the API support, because Next fails on TRACE.
  if (!NEXT_METHODS.has(method)) request.method = "PATCH";
  if (isPage(url)) return;
  request.url = toApiUrl(url);
  for (const name of PAGE_HEADERS) if (name in headers) delete headers[name];
}
