import type { Credentials } from "../conversation/store";
import type { Failure } from "../conversation/types";
import { toFailure } from "./error";
import { isSendable } from "./key-shape";
import { createKeyFailure } from "./network-error";

/** What a request to the gateway is made with. */
export type Access = { credentials: Credentials; fetch: typeof fetch; now: () => number };

export type Outcome<Value> = { ok: true; value: Value } | { ok: false; failure: Failure };

/** Returns what the work gives, or why it failed. Never throws. */
export async function attempt<Value>(
  { credentials, now }: Access,
  work: () => Promise<Value>,
): Promise<Outcome<Value>> {
  if (!isSendable(credentials)) return { ok: false, failure: createKeyFailure(now()) };
  try {
    return { ok: true, value: await work() };
  } catch (error) {
    return { ok: false, failure: toFailure(error, now()) };
  }
}
