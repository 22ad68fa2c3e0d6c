import type { LookupAddress, LookupOptions } from "node:dns";
import type { LookupFunction } from "node:net";

type Sources = {
  /** Resolves a host through the system, including its hosts file. */
  lookup: (hostname: string) => Promise<LookupAddress[]>;
  /** Queries the name server for addresses with their TTL in seconds. */
  resolve: (hostname: string) => Promise<{ address: string; ttl: number }[]>;
};

/** The longest time an address is cached, whatever its TTL. */
const MAX_LIFETIME_MS = 300_000;

/**
 * Resolves hosts like the system, with a cache. A lookup per connection would cost 40 µs of CPU if
 * the hosts file has the answer, and otherwise also a query to the name server. The system does not
 * report a TTL, so the name server is queried for it. Addresses that only the hosts file knows are
 * not cached.
 */
export function createLookup({ lookup, resolve }: Sources) {
  const known = new Map<string, Promise<LookupAddress[]>>();
  /**
   * Expired answers, which are used while a new lookup runs, so that a slow name server stops
   * nobody.
   */
  const stale = new Map<string, LookupAddress[]>();

  const keep = async (hostname: string, asked: Promise<LookupAddress[]>): Promise<void> => {
    const forget = (): void => {
      if (known.get(hostname) === asked) known.delete(hostname);
    };
    try {
      const addresses = await asked;
      const lifetimeMs = findLifetimeMs(addresses, await resolve(hostname));
      stale.delete(hostname);
      const age = (): void => {
        if (known.get(hostname) === asked && lifetimeMs > 0) stale.set(hostname, addresses);
        forget();
      };
      setTimeout(age, lifetimeMs).unref();
    } catch {
      // The caller of the lookup gets its error. If only the name server fails, the address is
      // still valid.
      forget();
    }
  };
  const find = (hostname: string): Promise<LookupAddress[]> => {
    const kept = known.get(hostname);
    const asked = kept ?? lookup(hostname);
    if (!kept) {
      known.set(hostname, asked);
      void keep(hostname, asked);
    }
    const last = stale.get(hostname);
    return last ? Promise.resolve(last) : asked;
  };

  return {
    lookup: toLookupFunction(find),
    /** Removes an address that could not be reached, so that it is looked up again. */
    forget: (hostname: string): void => {
      known.delete(hostname);
      stale.delete(hostname);
    },
  };
}

/** Returns the shortest TTL of the addresses; 0 if the name server does not list them. */
function findLifetimeMs(
  addresses: readonly LookupAddress[],
  records: readonly { address: string; ttl: number }[],
): number {
  const seconds = addresses
    .filter(({ family }) => family === 4)
    .map(({ address }) => records.find((record) => record.address === address)?.ttl ?? 0);
  return seconds.length > 0 ? Math.min(MAX_LIFETIME_MS, ...seconds.map((one) => one * 1000)) : 0;
}

/** Implements the lookup interface of `net.connect`: all addresses, or the first of a family. */
function toLookupFunction(find: (hostname: string) => Promise<LookupAddress[]>): LookupFunction {
  return (hostname, options, tell) => {
    const choose = (found: readonly LookupAddress[]): void => {
      const fit = found.filter((address) => isOfFamily(address, options));
      const [first] = fit;
      if (!first) tell(new Error(`${hostname} has no address of the family`), []);
      else if (options.all) tell(null, fit);
      else tell(null, first.address, first.family);
    };
    find(hostname).then(choose, (error: NodeJS.ErrnoException) => tell(error, []));
  };
}

function isOfFamily({ family }: LookupAddress, { family: wanted }: LookupOptions): boolean {
  return !wanted || String(wanted).replace("IPv", "") === String(family);
}
