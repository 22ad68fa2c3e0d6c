import type { LookupAddress, LookupOptions } from "node:dns";
import type { LookupFunction } from "node:net";

type Sources = {
  /** What the system says, its hosts file included. */
  lookup: (hostname: string) => Promise<LookupAddress[]>;
  /** What the name server says, and for how many seconds it stands by it. */
  resolve: (hostname: string) => Promise<{ address: string; ttl: number }[]>;
};

/** However long the name server stands by it. */
const MAX_LIFETIME_MS = 300_000;

/**
 * Looks up hosts as the system does, but not again for each connection: that would cost 40 µs of CPU
 * where the hosts file knows the answer, and elsewhere a question to the name server besides. The
 * system does not say how long its answer is good, so the name server is asked that; what only the
 * hosts file knows is not kept.
 */
export function createLookup({ lookup, resolve }: Sources) {
  const known = new Map<string, Promise<LookupAddress[]>>();
  /** Answers whose time is over, served while a new one is waited for: a slow name server stops nobody. */
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
      // Whoever asked hears of it; a name server that cannot be asked is no fault of the address.
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
    /** What did not lead to anyone is to be looked up anew. */
    forget: (hostname: string): void => {
      known.delete(hostname);
      stale.delete(hostname);
    },
  };
}

/** As long as the name server stands by each of the addresses; not at all for others. */
function findLifetimeMs(
  addresses: readonly LookupAddress[],
  records: readonly { address: string; ttl: number }[],
): number {
  const seconds = addresses
    .filter(({ family }) => family === 4)
    .map(({ address }) => records.find((record) => record.address === address)?.ttl ?? 0);
  return seconds.length > 0 ? Math.min(MAX_LIFETIME_MS, ...seconds.map((one) => one * 1000)) : 0;
}

/** As `net.connect` asks: for all addresses, or for the first of a family. */
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
