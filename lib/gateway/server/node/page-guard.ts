import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from "node:http";

import { findFailure } from "../../../core/errors";
import { createMeter, type Meter } from "../../shares/meter";
import { hasBody } from "./to-request";
import { linger } from "./linger";

/** To render a page takes ten times what it takes to send a file. */
const RENDERED = 10;
const WINDOW_MS = 60_000;
/** 120 pages of one address in a minute; of all, as many as take a third of the one thread. */
const MAX_OF_ONE = 1200;
const MAX_OF_ALL = 12_000;
const ALL = "all";

/** Whether a request for a page may go on to Next; where not, it has been answered. */
export type PageGuard = (request: IncomingMessage, response: ServerResponse) => boolean;

type GuardDependencies = {
  /** Milliseconds since 1970. */
  now: () => number;
  /** By which callers of pages are told apart. */
  findAddress: (request: IncomingMessage) => string;
};

/**
 * Pages are read and nothing else: no method but GET and HEAD, no body, so many in a minute. Next would
 * read a body of megabytes for anybody, and fail on headers that only its own pages send rightly.
 */
export function createPageGuard({ now, findAddress }: GuardDependencies): PageGuard {
  const common = { what: "pages", windowMs: WINDOW_MS, now } as const;
  const ofOne = createMeter({ ...common, limit: MAX_OF_ONE });
  const ofAll = createMeter({ ...common, limit: MAX_OF_ALL });
  return (request, response) => {
    if (request.method !== "GET" && request.method !== "HEAD") {
      return refuse(request, response, { status: 405, headers: { allow: "GET, HEAD" } });
    }
    if (hasBody(request)) return refuse(request, response, { status: 400, headers: {} });
    const address = findAddress(request);
    const cost = isFile(request.url ?? "") ? 1 : RENDERED;
    const waitMs = take(ofOne, address, cost) ?? take(ofAll, ALL, cost);
    if (waitMs !== undefined) {
      const headers = { "retry-after": String(Math.ceil(waitMs / 1000)) };
      return refuse(request, response, { status: 429, headers });
    }
    response.once("finish", () => {
      // There was no such file, and a page said so.
      if (cost === 1 && response.statusCode === 404) ofOne.add(address, RENDERED);
    });
    dropOddHeaders(request.headers);
    return true;
  };
}

/** @returns how long to wait where it is too much */
function take(meter: Meter, owner: string, amount: number): number | undefined {
  try {
    meter.take(owner, amount);
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

/** What asks for a part of a page is dropped where it is not as Next's own pages write it: a whole one comes. */
function dropOddHeaders(headers: IncomingHttpHeaders): void {
  // There is no server action here.
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
