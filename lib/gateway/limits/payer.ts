import type { KeyLimits } from "../config/gateway-key";
import type { Digest } from "./digest";
import { listNetworks, UNKNOWN_ADDRESS } from "./client-ip";

/** The caller and the networks that a request counts against. */
export type Payer = {
  /** A digest; for callers that count by address it starts with {@link STRANGER}. */
  key: string;
  /** The networks around a stranger's address, narrowest first; empty for a known caller. */
  networks: readonly Network[];
  /** True if the server's apps answer, which have a limit for all callers together. */
  isServers: boolean;
  /** The limits of a named key, which replace the common ones. */
  own?: KeyLimits | undefined;
};

type Network = {
  key: string;
  /** The multiple of one caller's limit that it gets. */
  factor: number;
};

/** Marks keys that count by address; these are evicted first when memory is short. */
export const STRANGER = "~";

/** A household often has a /56 and an office a /48, each with several callers. */
const FACTORS = [4, 16] as const;

/** Returns the payer for a request of which only the address is known. */
export function toAddressPayer(address: string, digest: Digest): Payer {
  const toKey = (network: string): string => `${STRANGER}${digest("address", network)}`;
  const wider = address === UNKNOWN_ADDRESS ? [] : listNetworks(address);
  return {
    key: toKey(address),
    networks: wider.map((network, at) => ({ key: toKey(network), factor: FACTORS[at] ?? 1 })),
    isServers: false,
  };
}
