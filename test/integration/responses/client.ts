import type { Gateway } from "../setup/gateway";

export const BASE_URL = "http://gateway/v1";

/** What a client gets in place of the network: the real handler, with no port between. */
export function toFetch(gateway: Gateway): typeof fetch {
  return (target, init) => {
    const { pathname, search } = new URL(target instanceof Request ? target.url : String(target));
    return gateway.fetch(pathname + search, init);
  };
}
