import { parseJson } from "../../core/json";
import type { Credentials } from "../conversation/store";
import { readText } from "./read-field";

/** A placeholder for the key of the reader's own Spark app, wherever a key is shown. */
export const KEY_FORM = "APP_ID:API_SECRET:API_KEY";

/** Returns the key that another client needs; null if the gateway requires none. */
export function toApiKey(credentials: Credentials): string | null {
  switch (credentials.mode) {
    case "server":
      return null;
    case "spark":
      return `${credentials.appId}:${credentials.apiSecret}:${credentials.apiKey}`;
    case "gateway":
      return credentials.key;
  }
}

const STORAGE_KEY = "credentials";

type Stores = { session: Storage; local: Storage };

/** Reads the tab's own credentials, else the remembered ones, else the server's. */
export function readCredentials({ session, local }: Stores): Credentials {
  return (
    parseCredentials(session.getItem(STORAGE_KEY)) ??
    parseCredentials(local.getItem(STORAGE_KEY)) ?? { mode: "server" }
  );
}

/** Stores credentials for this tab, and for later ones only on request. */
export function keepCredentials(
  credentials: Credentials,
  isRemembered: boolean,
  { session, local }: Stores,
): void {
  forgetCredentials({ session, local });
  const text = JSON.stringify(credentials);
  session.setItem(STORAGE_KEY, text);
  if (isRemembered) local.setItem(STORAGE_KEY, text);
}

export function forgetCredentials({ session, local }: Stores): void {
  session.removeItem(STORAGE_KEY);
  local.removeItem(STORAGE_KEY);
}

export function areRemembered(local: Storage): boolean {
  return local.getItem(STORAGE_KEY) !== null;
}

function parseCredentials(text: string | null): Credentials | undefined {
  const kept = parseJson(text ?? "");
  const [appId, apiSecret, apiKey] = ["appId", "apiSecret", "apiKey"].map((name) =>
    readText(kept, name),
  );
  const key = readText(kept, "key");
  if (appId && apiSecret && apiKey) return { mode: "spark", appId, apiSecret, apiKey };
  if (key) return { mode: "gateway", key };
  return readText(kept, "mode") === "server" ? { mode: "server" } : undefined;
}
