import type { Key } from "../../spark/key";
import type { GatewayKey } from "../config/gateway-key";
import type { Credential } from "../http/credential";
import type { Digest } from "./digest";
import { type Payer, toAddressPayer } from "./payer";
import type { VerifiedCredentials } from "./verified-credentials";

/** The caller that a request counts against. */
export type Caller = Payer & {
  /** A Spark credential that Spark has not accepted yet; null if there is none. */
  unverified: Unverified | null;
};

export type Unverified = {
  /** The digest of the credential. */
  proof: string;
  /** The payer once the credential is accepted. */
  payer: Payer;
  /** What was counted for its address in the meantime. */
  counted: { points: number; giveBack: (points: number) => Promise<void> }[];
};

export type Identity = {
  credential: Credential;
  address: string;
};

/**
 * Decides what a request counts against. A gateway key counts by its name, or by itself if it has
 * none. A Spark app counts by itself only with a credential that Spark has accepted. Until then
 * anyone could have made it up, to escape their own limit or to use up someone else's, so the
 * address counts instead. Everyone else counts by address.
 */
export function toCaller(
  { credential, address }: Identity,
  { verified, digest }: { verified: VerifiedCredentials; digest: Digest },
): Caller {
  if (credential.owner === "server") {
    const payer = toServerPayer(credential.gatewayKey, address, digest);
    return { ...payer, isServers: true, unverified: null };
  }
  const { app, proof } = toParts(credential, digest);
  const payer: Payer = { key: app, networks: [], isServers: false };
  if (verified.has(proof)) return { ...payer, unverified: null };
  return { ...toAddressPayer(address, digest), unverified: { proof, payer, counted: [] } };
}

function toServerPayer(key: GatewayKey | null, address: string, digest: Digest): Payer {
  if (key === null) return toAddressPayer(address, digest);
  // A named key counts by its name, so that replacing the key does not reset its limits.
  const id = key.name === null ? digest("key", key.key) : digest("name", key.name);
  return { key: id, networks: [], isServers: true, own: key.limits };
}

/**
 * Counts an app by its secrets. Its id is not secret, so another caller could otherwise use up the
 * limit by sending that id with secrets of their own.
 */
function toParts(credential: Key, digest: Digest): { app: string; proof: string } {
  switch (credential.service) {
    case "socket": {
      const { appId, apiSecret, apiKey } = credential.app;
      return {
        app: digest("app", apiSecret, apiKey),
        proof: digest("triple", appId, apiSecret, apiKey),
      };
    }
    case "http": {
      const password = digest("password", credential.password);
      return { app: password, proof: password };
    }
  }
}
