import type { IncomingMessage } from "node:http";

import type { Failure } from "../errors";

/** Spark's refusals are one line of JSON; what a stranger sends instead is not read to its end. */
const MAX_BODY_BYTES = 4096;
const MAX_WAIT_MS = 1000;

/**
 * Reads the HTTP answer that came in place of 101 (spark-protocol.md §1.4). Never rejects.
 * `reason` is the `message` of the body, where it has one, for recognising and the log; it is not
 * shown to callers as it stands.
 */
export async function readRefusal(response: IncomingMessage, now: Date): Promise<Failure> {
  const body = await readSome(response);
  const date = Date.parse(response.headers.date ?? "");
  return {
    kind: "spark-handshake",
    status: response.statusCode ?? 0,
    reason: findMessage(body),
    skewSeconds: Number.isNaN(date) ? null : Math.round((date - now.getTime()) / 1000),
  };
}

function readSome(response: IncomingMessage): Promise<string> {
  return new Promise((resolve) => {
    let body = "";
    const finish = (): void => {
      clearTimeout(timer);
      resolve(body);
    };
    const timer = setTimeout(finish, MAX_WAIT_MS);
    response.setEncoding("utf8");
    response.on("data", (text: string) => {
      body += text;
      if (body.length > MAX_BODY_BYTES) finish();
    });
    response.on("end", finish);
    response.on("error", finish);
    response.on("close", finish);
  });
}

function findMessage(body: string): string {
  try {
    const parsed: unknown = JSON.parse(body);
    if (typeof parsed === "object" && parsed !== null && "message" in parsed) {
      return String(parsed.message).slice(0, 200);
    }
    return "";
  } catch {
    return "";
  }
}
