const SAFE_PROTOCOLS = new Set(["http:", "https:", "mailto:"]);

/**
 * The address if it leads out of the page by one of a few ways, or to a note of the same answer;
 * else nothing. A relative address would lead into this page, which no model knows.
 */
export function toSafeUrl(address: string): string | undefined {
  if (address.startsWith("#")) return address;
  const url = parse(address);
  return url && SAFE_PROTOCOLS.has(url.protocol) && !hasUserInfo(url) ? address : undefined;
}

/** `https://bank.example@evil.example` reads like another host. */
function hasUserInfo({ username, password, protocol }: URL): boolean {
  return protocol !== "mailto:" && (username !== "" || password !== "");
}

/** Who is behind an address, for people to judge; "" where it is none. */
export function toHost(address: string): string {
  return parse(address)?.host ?? "";
}

function parse(address: string): URL | undefined {
  return URL.canParse(address) ? new URL(address) : undefined;
}
