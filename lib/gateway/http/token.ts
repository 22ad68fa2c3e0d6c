import type { RequestHeaders } from "./api-request";

/**
 * The key that a request presents: after `Bearer` (written twice by some clients, read once), else alone
 * in `X-Api-Key`, as Anthropic's SDK sends it, else in `api-key`, as Azure's clients do. Undefined: none.
 */
export function findToken(headers: RequestHeaders): string | undefined {
  return (
    findBearer(headers) ??
    (headers.get("x-api-key")?.trim() || undefined) ??
    (headers.get("x_api_key")?.trim() || undefined) ??
    (headers.get("api-key")?.trim() || undefined)
  );
}

/** What follows `Bearer`, whatever it is. */
export function findBearer(headers: RequestHeaders): string | undefined {
  const token = /^Bearer\s+(.*)$/is.exec(headers.get("authorization")?.trim() ?? "")?.[1]?.trim();
  return token?.replace(/^Bearer\s+/i, "").trim() || undefined;
}
