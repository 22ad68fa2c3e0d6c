import { expect } from "vitest";

import { startGateway } from "../setup/gateway";
import { readSent, SERVICES } from "../setup/services";
import { bearer, post } from "./anthropic";

const [[, socket]] = SERVICES;

type Turn = { role: string; content: string; tool_calls?: unknown; tool_call_id?: string };
type Sent = {
  told: { ignored: string | null; adjusted: string | null };
  turns: Turn[];
  body: Record<string, unknown>;
};

/** Returns what Spark got and what was reported to the caller. */
export async function send(body: object, key: string = socket): Promise<Sent> {
  await using gateway = await startGateway();
  const response = await post(gateway, body, { headers: bearer(key) });
  expect([response.status, response.status === 200 ? "" : await response.text()]).toEqual([
    200,
    "",
  ]);
  const sent = await readSent(gateway);
  const get = (name: string) => response.headers.get(`x-spark-${name}`);
  return {
    told: { ignored: get("ignored"), adjusted: get("adjusted") },
    turns: sent.messages ?? sent.payload.message.text,
    body: sent.parameter?.chat ?? sent,
  };
}

export const user = (content: unknown) => ({ role: "user", content });
export const assistant = (content: unknown) => ({ role: "assistant", content });
export const system = (content: unknown) => ({ role: "system", content });
export const text = (said: string) => ({ type: "text", text: said });
