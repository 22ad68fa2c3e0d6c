import OpenAI from "openai";

import type { Credentials } from "../conversation/store";

type Options = { credentials: Credentials; fetch: typeof fetch };

/** Creates the official client for the gateway that served the page. */
export function createClient({ credentials, fetch }: Options): OpenAI {
  return new OpenAI({
    baseURL: `${location.origin}/v1`,
    // The client requires a key, even if other headers carry the credential.
    apiKey: credentials.mode === "gateway" ? credentials.key : "none",
    defaultHeaders: toHeaders(credentials),
    fetch,
    // The client warns against exposing a key to strangers. Here the key is the reader's own, or
    // none.
    dangerouslyAllowBrowser: true,
    // A rejection should be shown immediately, not retried.
    maxRetries: 0,
  });
}

/** Sends the three values in three headers, so that no character in them can be ambiguous. */
function toHeaders(credentials: Credentials): Record<string, string | null> {
  switch (credentials.mode) {
    case "server":
      return { Authorization: null };
    case "spark": {
      const { appId, apiSecret, apiKey } = credentials;
      const values = { "X-App-Id": appId, "X-Api-Secret": apiSecret, "X-Api-Key": apiKey };
      return { Authorization: null, ...values };
    }
    case "gateway":
      return {};
  }
}
