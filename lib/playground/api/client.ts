import OpenAI from "openai";

import type { Credentials } from "../conversation/store";

type Options = { credentials: Credentials; fetch: typeof fetch };

/** The official client, pointed at the gateway that served the page. */
export function createClient({ credentials, fetch }: Options): OpenAI {
  return new OpenAI({
    baseURL: `${location.origin}/v1`,
    // It insists on one, also where another header says who pays.
    apiKey: credentials.mode === "gateway" ? credentials.key : "none",
    defaultHeaders: toHeaders(credentials),
    fetch,
    // It warns of showing one's own key to strangers. Here the key is the reader's, or none.
    dangerouslyAllowBrowser: true,
    // A refusal is to be seen, not waited out.
    maxRetries: 0,
  });
}

/** Three values in three headers: none of them can be taken for two, whatever is in it. */
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
