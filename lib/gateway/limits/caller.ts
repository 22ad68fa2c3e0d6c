import { createHash } from "node:crypto";

import type { Key } from "../../spark/key";
import type { Credential } from "../http/credential";
import type { VerifiedCredentials } from "./verified-credentials";

/** Who is counted. */
export type Caller = {
  /** A digest: counters hold no key, no app and no address. */
  key: string;
  /** A Spark credential that Spark has not let in yet; null: there is none. */
  unverified: Unverified | null;
};

export type Unverified = {
  /** The digest of the credential. */
  proof: string;
  /** Who is counted once it is let in. */
  key: string;
  /** What its address was counted for meanwhile. */
  counted: { points: number; giveBack: (points: number) => Promise<void> }[];
};

export type Identity = {
  credential: Credential;
  /** The bearer when it is one of this gateway's own keys. */
  gatewayKey: string | undefined;
  address: string;
};

/**
 * A gateway key counts by itself. So does a Spark app, but only with a credential that Spark has let
 * in: until then anyone can make it up, to escape his own limit or to use up somebody else's, and his
 * address is counted in its place. Everyone else counts by address.
 */
export function toCaller(
  { credential, gatewayKey, address }: Identity,
  verified: VerifiedCredentials,
): Caller {
  if (credential.owner === "server") {
    const key = gatewayKey === undefined ? toAddressKey(address) : digest("key", gatewayKey);
    return { key, unverified: null };
  }
  const { app, proof } = toParts(credential);
  if (verified.has(proof)) return { key: app, unverified: null };
  return { key: toAddressKey(address), unverified: { proof, key: app, counted: [] } };
}

export const toAddressKey = (address: string): string => digest("address", address);

function toParts(credential: Key): { app: string; proof: string } {
  switch (credential.service) {
    case "socket": {
      const { appId, apiSecret, apiKey } = credential.app;
      return { app: digest("app", appId), proof: digest("triple", appId, apiSecret, apiKey) };
    }
    case "http": {
      const password = digest("password", credential.password);
      return { app: password, proof: password };
    }
  }
}

function digest(...parts: readonly string[]): string {
  return createHash("sha256").update(JSON.stringify(parts)).digest("base64url");
}
