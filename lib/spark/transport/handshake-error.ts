import type { IncomingMessage } from "node:http";

import { parseJson } from "../../core/json";
import type { Failure } from "../../core/errors";
import { readErrorBody } from "./error-body";

/**
 * Reads the HTTP answer that came instead of 101 (general_url_authentication.html). Never rejects.
 * `reason` is the body's `message`, if present. It is for classification and the log and is not
 * shown to callers unchanged.
 */
export async function readRefusal(response: IncomingMessage, now: Date): Promise<Failure> {
  const body = await readErrorBody(response);
  const date = Date.parse(response.headers.date ?? "");
  return {
    kind: "spark-handshake",
    service: "socket",
    status: response.statusCode ?? 0,
    reason: findMessage(body),
    skewSeconds: Number.isNaN(date) ? null : Math.round((date - now.getTime()) / 1000),
  };
}

function findMessage(body: string): string {
  const parsed = parseJson(body);
  if (typeof parsed !== "object" || parsed === null || !("message" in parsed)) return "";
  return String(parsed.message).slice(0, 200);
}
