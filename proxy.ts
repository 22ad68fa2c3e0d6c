import { type NextRequest, NextResponse } from "next/server";

import {
  findLocale,
  LOCALE_COOKIE,
  LOCALE_HEADER,
  toPreferredLocale,
} from "./lib/playground/page/locale";
import { createNonce, toPageHeaders } from "./lib/playground/page/csp";

const PAGE_METHODS: ReadonlySet<string> = new Set(["GET", "HEAD", "OPTIONS"]);
const YEAR_S = 365 * 24 * 60 * 60;

/** Only pages and never the API, because anything here would run before every request. */
export const config = { matcher: ["/", "/privacy"] };

/** Decides the page's language, and what the page may run and load. */
export function proxy(request: NextRequest): NextResponse {
  const { nextUrl, headers, cookies, method } = request;
  if (!PAGE_METHODS.has(method)) {
    return new NextResponse(null, {
      status: 405,
      headers: { allow: [...PAGE_METHODS].join(", ") },
    });
  }
  const asked = findLocale(nextUrl.searchParams.get("lang"));
  const kept = findLocale(cookies.get(LOCALE_COOKIE)?.value);
  const page = toPageHeaders(createNonce(), process.env.NODE_ENV === "development");

  const forwarded = new Headers(headers);
  forwarded.set(LOCALE_HEADER, asked ?? kept ?? toPreferredLocale(headers.get("accept-language")));
  // Next reads the nonce for its own scripts from these headers.
  for (const [name, value] of Object.entries(page)) forwarded.set(name, value);
  const response = NextResponse.next({ request: { headers: forwarded } });
  for (const [name, value] of Object.entries(page)) response.headers.set(name, value);
  if (asked && asked !== kept) {
    response.cookies.set(LOCALE_COOKIE, asked, { path: "/", maxAge: YEAR_S, sameSite: "lax" });
  }
  return response;
}
