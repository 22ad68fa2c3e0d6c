/**
 * The key that a request presents: after `Bearer` (written twice by some clients, read once), else alone
 * in `X-Api-Key`, as Anthropic's SDK sends it, else in `api-key`, as Azure's clients do. Undefined: none.
 */
export function findToken(headers: Headers): string | undefined {
  return listTokens(headers)[0];
}

/** Every key that a request presents, in the same order: some clients send two, of which one counts. */
export function listTokens(headers: Headers): string[] {
  const names = ["x-api-key", "x_api_key", "api-key"];
  return [findBearer(headers), ...names.map((name) => headers.get(name)?.trim())].flatMap(
    (token) => token || [],
  );
}

/** What follows `Bearer`, whatever it is. */
export function findBearer(headers: Headers): string | undefined {
  const token = /^Bearer\s+(.*)$/is.exec(headers.get("authorization")?.trim() ?? "")?.[1]?.trim();
  return token?.replace(/^Bearer\s+/i, "").trim() || undefined;
}
