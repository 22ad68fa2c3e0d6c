import type { CredentialMode } from "../conversation/store";

/** What a snippet needs besides the body. */
export type SnippetTarget = {
  /** Ends in `/v1`. */
  baseUrl: string;
  credential: CredentialMode;
};

/**
 * The environment variables that hold the reader's secrets: one key, or the three values of an app,
 * which the gateway takes joined by colons. None where the server asks for none.
 */
export const KEY_VARIABLES: Readonly<Record<CredentialMode, readonly string[]>> = {
  server: [],
  spark: ["SPARK_APP_ID", "SPARK_API_SECRET", "SPARK_API_KEY"],
  gateway: ["SPARK_GATEWAY_KEY"],
};

/** Clients insist on a key; a server that asks for none takes any. */
export const ANY_KEY = "any";
