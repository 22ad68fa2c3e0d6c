import { toRateLimitHeaders } from "../../api/openai/rate-limit-headers";
import { GatewayError } from "../../core/errors";
import type { Settings } from "../config/settings";
import { type Credential, type FindToken, readCredential } from "../http/credential";
import { findToken } from "../http/token";
import type { ApiRequest } from "../http/api-request";
import type { RequestContext } from "../http/request-context";
import { type Caller, toAddressKey, toCaller } from "./caller";
import { toClientIp } from "./client-ip";
import type { Limits } from "./limits";
import { type Budget, requireBudget } from "./token-budget";

export type Admitted = { credential: Credential; caller: Caller };

export type AdmitDependencies = {
  settings: Settings;
  limits: Limits;
  /** The remote address of the socket on which a request came, where it is known. */
  findPeer: (request: ApiRequest) => string | undefined;
  /** How the API's clients present their key; without it, as OpenAI's do. */
  findToken?: FindToken;
  /** Which budget pays for the request on the server's apps; tokens unless it says so. */
  budget?: Budget | null;
};

/**
 * Admission: finds the credential and counts the request, before a byte of the body is read; a caller without a
 * valid credential is counted by address.
 * @throws GatewayError `unauthenticated`, `rate-limited`, `budget-spent` or `budget-held`
 */
export async function admit(
  request: ApiRequest,
  context: RequestContext,
  dependencies: AdmitDependencies,
): Promise<Admitted> {
  const { settings, limits, findPeer, findToken: find = findToken } = dependencies;
  const { budget = limits.tokens } = dependencies;
  if (!limits.requests && !budget) {
    return { credential: readCredential(request.headers, settings, find), caller: UNCOUNTED };
  }
  const address = toClientIp({
    peer: findPeer(request),
    forwarded: request.headers.get("x-forwarded-for"),
    trustedProxies: settings.trustedProxies,
  });
  let credential: Credential;
  try {
    credential = readCredential(request.headers, settings, find);
  } catch (error) {
    await countRequests({ key: toAddressKey(address), unverified: null }, 1, { context, limits });
    throw error;
  }
  const gatewayKey = settings.gatewayKeys.length > 0 ? find(request.headers, settings) : undefined;
  const caller = toCaller({ credential, gatewayKey, address }, limits.verified);
  await countRequests(caller, 1, { context, limits });
  // The body of a caller with nothing left need not even be read.
  if (credential.owner === "server") await requireBudget(caller.key, budget);
  return { credential, caller };
}

/** Where nothing is limited, nobody needs a digest. */
const UNCOUNTED: Caller = { key: "", unverified: null };

type Counting = { context: RequestContext; limits: Limits };

/** Each choice is a request to Spark: `n` of them count as `n`, once the body says how many. */
export async function admitChoices(
  caller: Caller,
  choiceCount: number,
  counting: Counting,
): Promise<void> {
  if (choiceCount > 1) await countRequests(caller, choiceCount - 1, counting);
}

async function countRequests(
  { key, unverified }: Caller,
  points: number,
  { context, limits }: Counting,
): Promise<void> {
  const verdict = await limits.requests?.take(key, points);
  if (!verdict) return;
  context.setHeaders(toRateLimitHeaders(verdict.isTaken ? verdict.tightest : verdict.reading));
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
