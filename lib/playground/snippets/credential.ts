import type { CredentialMode } from "../conversation/store";

/** What a snippet needs besides the body. */
export type SnippetTarget = {
  /** Ends in `/v1`. */
  baseUrl: string;
  credential: CredentialMode;
};

/**
 * The environment variables for the reader's secrets: one key, or the three values of an app, which
 * the gateway accepts joined by colons. Empty if the server requires none.
 */
export const KEY_VARIABLES: Readonly<Record<CredentialMode, readonly string[]>> = {
  server: [],
  spark: ["SPARK_APP_ID", "SPARK_API_SECRET", "SPARK_API_KEY"],
  gateway: ["SPARK_GATEWAY_KEY"],
};

/** The key for a server that requires none, because clients insist on one. */
export const ANY_KEY = "any";
