import { GatewayError } from "../../core/errors";
import { toRateLimitHeaders } from "../../api/openai/rate-limit-headers";
import { type Credential, findBearer, readCredential } from "../http/credential";
import type { Deps } from "../server/deps";
import type { RequestContext } from "../http/request-context";
import { toClientIp } from "./client-ip";
import { requireTokens } from "./token-budget";
import { type Caller, toAddressKey, toCaller } from "./caller";

export type Admitted = { credential: Credential; caller: Caller };

/**
 * Who asks, counted before a byte of the body is read; someone without a valid credential counts by
 * address. @throws GatewayError `unauthenticated`, `rate-limited`, `budget-spent` or `budget-held`
 */
export async function admit(
  request: Request,
  visit: RequestContext,
  deps: Deps,
): Promise<Admitted> {
  const { settings, limits } = deps;
  if (!limits.requests && !limits.tokens) {
    const credential = readCredential(request.headers, settings);
    visit.owner = credential.owner;
    return { credential, caller: UNCOUNTED };
  }
  const address = toClientIp({
    peer: deps.findPeer(request),
    forwarded: request.headers.get("x-forwarded-for"),
    trustedProxies: settings.trustedProxies,
  });
  let credential: Credential;
  try {
    credential = readCredential(request.headers, settings);
  } catch (error) {
    await countRequests({ key: toAddressKey(address), unverified: null }, 1, { visit, deps });
    throw error;
  }
  visit.owner = credential.owner;
  const gatewayKey = settings.gatewayKeys.length > 0 ? findBearer(request.headers) : undefined;
  const caller = toCaller({ credential, gatewayKey, address }, limits.verified);
  await countRequests(caller, 1, { visit, deps });
  // Who has nothing left need not even be read.
  if (credential.owner === "server") await requireTokens(caller.key, limits);
  return { credential, caller };
}

/** Where nothing is limited, nobody needs a digest. */
const UNCOUNTED: Caller = { key: "", unverified: null };

/** Each choice is a request to Spark: `n` of them count as `n`, once the body tells how many. */
export async function admitChoices(
  caller: Caller,
  choiceCount: number,
  context: { visit: RequestContext; deps: Deps },
): Promise<void> {
  if (choiceCount > 1) await countRequests(caller, choiceCount - 1, context);
}

async function countRequests(
  { key, unverified }: Caller,
  points: number,
  { visit, deps }: { visit: RequestContext; deps: Deps },
): Promise<void> {
  const verdict = await deps.limits.requests?.take(key, points);
  if (!verdict) return;
  visit.setHeaders(toRateLimitHeaders(verdict.isTaken ? verdict.tightest : verdict.reading));
  if (verdict.isTaken) {
    unverified?.counted.push({ points, giveBack: verdict.giveBack });
    return;
  }
  throw new GatewayError({
    kind: "rate-limited",
    limit: verdict.window.limit,
    windowSeconds: verdict.window.seconds,
    retryAfterMs: verdict.reading.resetMs,
  });
}
