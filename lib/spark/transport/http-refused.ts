import type { IncomingMessage } from "node:http";

import { parseJson } from "../../core/json";
import type { Failure } from "../../core/errors";
import type { Service } from "../../core/service";
import { toRejection } from "../codes";
import { errorSchema, findError, findWords } from "../http-error";
import { readErrorBody } from "./error-body";

const MAX_REASON_CHARACTERS = 200;
/** Every Spark code has five digits. A proxy's `{"code":401}` only repeats the status. */
const LOWEST_CODE = 10_000;

/**
 * Reads an HTTP answer other than 200 (HTTP调用文档.html). Never rejects. A Spark code takes
 * precedence, because the statuses mislead: an app without authorisation gets a 500.
 */
export async function readHttpRefused(
  response: IncomingMessage,
  { service, now }: { service: Service; now?: Date } = { service: "http" },
): Promise<Failure> {
  const body = errorSchema.safeParse(parseJson(await readErrorBody(response))).data;
  const error = body && findError(body);
  if (error?.code && error.code >= LOWEST_CODE) {
    return toRejection(error.code, error.message, error.sid);
  }
  return {
    kind: "spark-handshake",
    service,
    status: response.statusCode ?? 0,
    reason: (error?.message ?? (body ? findWords(body) : "")).slice(0, MAX_REASON_CHARACTERS),
    // A bearer token does not depend on the time, so a wrong clock matters only for a signature.
    skewSeconds: now === undefined ? null : findSkew(response, now),
  };
}

/** Returns Spark's clock minus ours in seconds; null if the answer has no date. */
function findSkew({ headers }: IncomingMessage, now: Date): number | null {
  const date = Date.parse(headers.date ?? "");
  return Number.isNaN(date) ? null : Math.round((date - now.getTime()) / 1000);
}
