import { DEMO_APP } from "../../simulator/apps";
import type { Gateway } from "../setup/gateway";

const { appId, apiSecret, apiKey } = DEMO_APP;
export const TRIPLE = `${appId}:${apiSecret}:${apiKey}`;

/** Posts a request for embeddings; an object gets the default model. */
export function embedWith(
  gateway: Gateway,
  body: object | string,
  init: RequestInit = {},
): Promise<Response> {
  const text =
    typeof body === "string" ? body : JSON.stringify({ model: "spark-embedding", ...body });
  return gateway.fetch("/v1/embeddings", { method: "POST", body: text, ...init });
}

/** Reads the text of a request to the native service. */
export async function readSentText({ simulator }: Gateway, at: number): Promise<string> {
  const request: unknown = await simulator.connections[at]?.request;
  const { text } = (request as { payload: { messages: { text: string } } }).payload.messages;
  return JSON.parse(Buffer.from(text, "base64").toString()).messages[0].content;
}
