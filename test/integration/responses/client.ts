import type { Gateway } from "../setup/gateway";

export const BASE_URL = "http://gateway/v1";

/** Replaces the network with the real handler. */
export function toFetch(gateway: Gateway): typeof fetch {
  return (target, init) => {
    const { pathname, search } = new URL(target instanceof Request ? target.url : String(target));
    return gateway.fetch(pathname + search, init);
  };
}
