import type { RequestHeaders } from "./api-request";

/**
 * Finds the key that a request presents: after `Bearer` (even if written twice, as some clients
 * do), else in `X-Api-Key`, as Anthropic's SDK sends it, else in `api-key`, as Azure's clients do.
 */
export function findToken(headers: RequestHeaders): string | undefined {
  return listTokens(headers)[0];
}

/**
 * Lists every key that a request presents, in the same order. Some clients send two, of which one
 * is valid.
 */
export function listTokens(headers: RequestHeaders): string[] {
  const names = ["x-api-key", "x_api_key", "api-key"];
  return [findBearer(headers), ...names.map((name) => headers.get(name)?.trim())].flatMap(
    (token) => token || [],
  );
}

/** Returns what follows `Bearer`, valid or not. */
export function findBearer(headers: RequestHeaders): string | undefined {
  const token = /^Bearer\s+(.*)$/is.exec(headers.get("authorization")?.trim() ?? "")?.[1]?.trim();
  return token?.replace(/^Bearer\s+/i, "").trim() || undefined;
}
