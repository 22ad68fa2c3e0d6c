/** The app that sends the request, and the user behind it. */
type Sender = { appId: string; uid: string };

/** iFlytek's terms for a text's purpose: a document, or a query over documents. */
const DOMAINS = { document: "para", query: "query" } as const;

export type EmbeddingPurpose = keyof typeof DOMAINS;

/**
 * Builds the message for one text to iFlytek's embedding service (Embedding_api.html), in base64.
 */
export function toEmbeddingMessage(
  text: string,
  purpose: EmbeddingPurpose,
  { appId, uid }: Sender,
): string {
  const messages = JSON.stringify({ messages: [{ content: text, role: "user" }] });
  return JSON.stringify({
    header: { app_id: appId, uid, status: 3 },
    parameter: { emb: { domain: DOMAINS[purpose], feature: { encoding: "utf8" } } },
    payload: { messages: { text: Buffer.from(messages).toString("base64") } },
  });
}
