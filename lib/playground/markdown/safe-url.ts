const SAFE_PROTOCOLS = new Set(["http:", "https:", "mailto:"]);

/**
 * Returns an address with one of a few schemes, or one that leads to a footnote of the same answer.
 * Returns undefined otherwise: a relative address would lead into this page, which no model knows.
 */
export function toSafeUrl(address: string): string | undefined {
  if (address.startsWith("#")) return address;
  const url = parse(address);
  return url && SAFE_PROTOCOLS.has(url.protocol) && !hasUserInfo(url) ? address : undefined;
}

/** `https://bank.example@evil.example` looks like another host. */
function hasUserInfo({ username, password, protocol }: URL): boolean {
  return protocol !== "mailto:" && (username !== "" || password !== "");
}

/** Returns the host of an address, for people to judge; "" if it is not an address. */
export function toHost(address: string): string {
  return parse(address)?.host ?? "";
}

function parse(address: string): URL | undefined {
  return URL.canParse(address) ? new URL(address) : undefined;
}
