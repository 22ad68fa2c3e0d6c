import OpenAI from "openai";

type Options = { apiKey: string; fetch: typeof fetch };

/** The official client, pointed at the gateway that served the page. */
export function createClient({ apiKey, fetch }: Options): OpenAI {
  return new OpenAI({
    baseURL: `${location.origin}/v1`,
    apiKey,
    fetch,
    // It warns of showing one's own key to strangers. Here the key is the reader's, or none.
    dangerouslyAllowBrowser: true,
    // A refusal is to be seen, not waited out.
    maxRetries: 0,
  });
}
