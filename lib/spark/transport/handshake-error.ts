import type { IncomingMessage } from "node:http";

import { parseJson } from "../../core/json";
import type { Failure } from "../../core/errors";
import { readErrorBody } from "./error-body";

/**
 * Reads the HTTP answer that came in place of 101 (general_url_authentication.html). Never rejects.
 * `reason` is the `message` of the body, where it has one, for recognising and the log; it is not
 * shown to callers as it stands.
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
