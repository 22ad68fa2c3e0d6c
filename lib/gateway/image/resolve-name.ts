import type { LookupAddress } from "node:dns";
import { Resolver } from "node:dns/promises";
import { readFile } from "node:fs/promises";
import { isIP } from "node:net";

/** Returns every address of a host name. Rejects if there is none, and when the signal aborts. */
export type ResolveName = (hostname: string, signal: AbortSignal) => Promise<LookupAddress[]>;

export type NameSources = {
  /** Reads the hosts file, which takes precedence over the name server. */
  readHosts: () => Promise<string>;
  createResolver: () => Pick<Resolver, "resolve4" | "resolve6" | "cancel">;
};

/**
 * Looks up a name from a stranger without `dns.lookup`, which would block one of the process's four
 * threads until the name server answers. Four such names would delay the look-up of Spark's own
 * name.
 */
export function createNameResolver({
  readHosts,
  createResolver,
}: NameSources = SYSTEM): ResolveName {
  return async (hostname, signal) => {
    if (isIP(hostname) > 0) return [toAddress(hostname)];
    const name = hostname.toLowerCase().replace(/\.$/, "");
    const known = listHosts(await readHosts().catch(() => ""), name);
    if (known.length > 0) return known.map(toAddress);
    if (name === "localhost" || name.endsWith(".localhost")) return LOOPBACK.map(toAddress);
    signal.throwIfAborted();
    const resolver = createResolver();
    const cancel = (): void => resolver.cancel();
    signal.addEventListener("abort", cancel, { once: true });
    try {
      return await askBoth(resolver, name);
    } finally {
      signal.removeEventListener("abort", cancel);
    }
  };
}

const LOOPBACK = ["127.0.0.1", "::1"];
const HOSTS_FILE =
  process.platform === "win32" ? "C:\\Windows\\System32\\drivers\\etc\\hosts" : "/etc/hosts";
/** For each server and attempt; the caller has a deadline of its own. */
const TIMEOUT_MS = 2_500;

const SYSTEM: NameSources = {
  readHosts: () => readFile(HOSTS_FILE, "utf8"),
  createResolver: () => new Resolver({ timeout: TIMEOUT_MS, tries: 2 }),
};

const toAddress = (address: string): LookupAddress => ({ address, family: isIP(address) });

/** Each line is an address and its names; `#` starts a comment. */
function listHosts(text: string, name: string): string[] {
  return text.split("\n").flatMap((line) => {
    const [address = "", ...names] = (line.split("#")[0] ?? "").trim().split(/\s+/);
    return isIP(address) > 0 && names.some((one) => one.toLowerCase() === name) ? [address] : [];
  });
}

async function askBoth(
  resolver: Pick<Resolver, "resolve4" | "resolve6">,
  name: string,
): Promise<LookupAddress[]> {
  const answers = await Promise.allSettled([resolver.resolve4(name), resolver.resolve6(name)]);
  const found = answers.flatMap((one) => (one.status === "fulfilled" ? one.value : []));
  const [first] = answers;
  if (found.length === 0 && first.status === "rejected") throw first.reason;
  return found.map(toAddress);
}
