import type { KeyLimits } from "../config/gateway-key";
import type { Digest } from "./digest";
import { listNetworks, UNKNOWN_ADDRESS } from "./client-ip";

/** Who is counted for a request. */
export type Payer = {
  /** A digest; what is counted of strangers begins with {@link STRANGER}. */
  key: string;
  /** The networks around a stranger's address, the narrower first; a known caller has none. */
  networks: readonly Network[];
  /** The server's apps answer, and all who ask them have a limit together. */
  isServers: boolean;
  /** A named key's own limits, in place of those that all have. */
  own?: KeyLimits | undefined;
};

type Network = {
  key: string;
  /** How much more it may have than one caller. */
  factor: number;
};

/** Whoever is counted by address is forgotten first where memory is short. */
export const STRANGER = "~";

/** A household may have a /56 and an office a /48, each of them with more callers than one. */
const FACTORS = [4, 16] as const;

/** Nobody vouches for more than the address that a request came from. */
export function toAddressPayer(address: string, digest: Digest): Payer {
  const toKey = (network: string): string => `${STRANGER}${digest("address", network)}`;
  const wider = address === UNKNOWN_ADDRESS ? [] : listNetworks(address);
  return {
    key: toKey(address),
    networks: wider.map((network, at) => ({ key: toKey(network), factor: FACTORS[at] ?? 1 })),
    isServers: false,
  };
}
