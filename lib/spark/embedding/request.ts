/** Whose app asks, and who is behind it. */
type Sender = { appId: string; uid: string };

/** iFlytek's words for what a text is for: a document, or a question about documents. */
const DOMAINS = { document: "para", query: "query" } as const;

export type EmbeddingPurpose = keyof typeof DOMAINS;

/** One text as iFlytek's embedding service takes it (Embedding_api.html): a message in base64. */
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
