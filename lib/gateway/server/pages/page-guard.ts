import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from "node:http";

import { findFailure } from "../../../core/errors";
import { createMeter } from "../../shares/meter";
import { hasBody } from "../connection/has-body";
import { linger } from "../connection/linger";

const WINDOW_MS = 60_000;
/**
 * Pages per minute for one address, behind which a school or an office may be; and for all, which
 * takes about a third of the CPU time of the only thread.
 */
const MAX_OF_ONE = 300;
const MAX_OF_ALL = 1200;
const ALL = "all";

/** Returns true if a page request may go on to Next; otherwise it has been answered. */
export type PageGuard = (request: IncomingMessage, response: ServerResponse) => boolean;

type GuardDependencies = {
  /** Milliseconds since 1970. */
  now: () => number;
  /** Returns the address that a request counts against. */
  findAddress: (request: IncomingMessage) => string;
};

/**
 * Creates the guard for pages: only GET and HEAD, no body, a limited number per minute. Next would
 * read megabytes of body from anyone, and fail on malformed router headers. Files are not counted:
 * they cost little, and a page that is open already goes on loading them.
 */
export function createPageGuard({ now, findAddress }: GuardDependencies): PageGuard {
  const common = { what: "pages", windowMs: WINDOW_MS, now } as const;
  const ofOne = createMeter({ ...common, limit: MAX_OF_ONE });
  const ofAll = createMeter({ ...common, limit: MAX_OF_ALL });
  const missingOfOne = createMeter({ ...common, limit: MAX_OF_ONE });
  const missingOfAll = createMeter({ ...common, limit: MAX_OF_ALL });
  const takePage = (address: string): number | undefined =>
    take(() => {
      ofOne.take(address, 1);
      ofAll.take(ALL, 1);
    });
  /** A missing file renders an error page, which is counted once it is known to be missing. */
  const takeFile = (address: string, response: ServerResponse): number | undefined => {
    response.once("finish", () => {
      if (response.statusCode !== 404) return;
      missingOfOne.add(address, 1);
      missingOfAll.add(ALL, 1);
    });
    return take(() => {
      missingOfOne.require(address);
      missingOfAll.require(ALL);
    });
  };
  return (request, response) => {
    if (request.method !== "GET" && request.method !== "HEAD") {
      return refuse(request, response, { status: 405, headers: { allow: "GET, HEAD" } });
    }
    if (hasBody(request)) return refuse(request, response, { status: 400, headers: {} });
    const address = findAddress(request);
    const isForFile = isFile(request.url ?? "");
    const waitMs = isForFile ? takeFile(address, response) : takePage(address);
    if (waitMs !== undefined) {
      const headers = { "retry-after": String(Math.ceil(waitMs / 1000)) };
      return refuse(request, response, { status: 429, headers });
    }
    dropOddHeaders(request.headers);
    return true;
  };
}

/** Counts. Returns the time to wait if it is too much. */
function take(count: () => void): number | undefined {
  try {
    count();
    return undefined;
  } catch (error) {
    const failure = findFailure(error);
    if (failure?.kind !== "caller-busy") throw error;
    return failure.retryAfterMs ?? WINDOW_MS;
  }
}

const isFile = (url: string): boolean => url.startsWith("/_next/static/") || url === "/icon.svg";

const WORDS: Readonly<Record<number, string>> = {
  400: "A page takes no body.",
  405: "A page is read by GET.",
  429: "Too many pages in a minute: try again later.",
};

function refuse(
  request: IncomingMessage,
  response: ServerResponse,
  { status, headers }: { status: 400 | 405 | 429; headers: Record<string, string> },
): false {
  linger(request, response);
  response.writeHead(status, {
    "content-type": "text/plain; charset=utf-8",
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
    ...headers,
  });
  response.end(request.method === "HEAD" ? undefined : WORDS[status]);
  return false;
}

const ROUTER = [
  "rsc",
  "next-router-prefetch",
  "next-router-segment-prefetch",
  "next-router-state-tree",
  "next-url",
] as const;

/**
 * Removes router headers that Next's own pages would not send, so that the whole page is returned.
 */
function dropOddHeaders(headers: IncomingHttpHeaders): void {
  // The pages have no server actions.
  delete headers["next-action"];
  if (!isStateTree(headers["next-router-state-tree"])) {
    for (const name of ROUTER) delete headers[name];
  }
}

function isStateTree(value: string | string[] | undefined): boolean {
  if (value === undefined) return true;
  try {
    return Array.isArray(JSON.parse(decodeURIComponent(String(value))));
  } catch {
    return false;
  }
}
