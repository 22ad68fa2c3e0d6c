import { toRateLimitHeaders } from "../../api/openai/rate-limit-headers";
import type { Key } from "../../spark/key";
import type { Settings } from "../config/settings";
import type { ApiRequest } from "../http/api-request";
import type { BodyTerms } from "../http/feed-body";
import { type Credential, type FindToken, readCredential } from "../http/credential";
import { requireOwnPage } from "../http/origin";
import type { RequestContext } from "../http/request-context";
import { findToken } from "../http/token";
import { markVerified } from "./account";
import { type Caller, toCaller } from "./caller";
import { toClientIp } from "./client-ip";
import type { Limits } from "./limits";
import { type Payer, STRANGER, toAddressPayer } from "./payer";
import { refuseRequests } from "./refuse-requests";
import { type Budget, requireBudget } from "./token-budget";

/** An admitted request: its caller and the conditions for its body. */
export type Admitted = {
  credential: Credential;
  caller: Caller;
  /** The conditions for reading the body. */
  body: BodyTerms;
  /**
   * Asks Spark to verify the caller's own credential, unless it already has. Call it before
   * expensive work, so that a made-up credential causes none.
   * @throws GatewayError for Spark's rejection
   */
  prove: () => Promise<void>;
};

/** Checks whether Spark accepts the key, without asking anything else. */
export type ProveKey = (key: Key, signal: AbortSignal) => Promise<void>;

export type AdmitDependencies = {
  settings: Settings;
  limits: Limits;
  proveKey: ProveKey;
  /** Returns the remote address of the request's socket, if it is known. */
  findPeer: (request: ApiRequest) => string | undefined;
  /** Finds the key as the API's clients present it; by default, as OpenAI's do. */
  findToken?: FindToken;
  /** The budget that pays for the request on the server's apps; tokens by default. */
  budget?: Budget | null;
};

/** How much of a body is read before Spark has verified the credential. No valid text is longer. */
const UNPROVEN_BYTES = 1024 * 1024;

/**
 * Admits a request (admission control): finds its credential and counts it before reading any of
 * the body. A caller without a valid credential counts by address.
 * @throws GatewayError `unauthenticated`, `foreign-origin`, `rate-limited`, `caller-busy`,
 * `budget-spent` or `budget-held`
 */
export async function admit(
  request: ApiRequest,
  context: RequestContext,
  dependencies: AdmitDependencies,
): Promise<Admitted> {
  const { limits } = dependencies;
  const { budget = limits.tokens } = dependencies;
  const address = findAddress(request, dependencies);
  let admitted: Admitted;
  try {
    admitted = identifyAt(address, { request, context, dependencies });
  } catch (error) {
    await countRequests(toUnknown(address, limits), 1, { context, limits });
    throw error;
  }
  const { credential, caller } = admitted;
  await countRequests(caller, 1, { context, limits });
  takePlaces(caller, 1, { context, dependencies });
  // Without a budget left, the body need not be read.
  if (credential.owner === "server") await requireBudget(caller, budget);
  return admitted;
}

/**
 * Identifies the caller of a request that is not counted.
 * @throws GatewayError `unauthenticated` or `foreign-origin`
 */
export const identify = (
  request: ApiRequest,
  context: RequestContext,
  dependencies: AdmitDependencies,
): Admitted => identifyAt(findAddress(request, dependencies), { request, context, dependencies });

type Identifying = {
  request: ApiRequest;
  context: RequestContext;
  dependencies: AdmitDependencies;
};

function identifyAt(address: string, { request, context, dependencies }: Identifying): Admitted {
  const { settings, limits, findToken: find = findToken } = dependencies;
  const credential = readCredential(request.headers, settings, find);
  if (credential.owner === "server" && credential.gatewayKey === null) {
    requireOwnPage(request.headers, { settings, peer: dependencies.findPeer(request) });
  }
  const caller = toCaller({ credential, address }, limits);
  const name = credential.owner === "server" ? credential.gatewayKey?.name : undefined;
  context.record({ caller: toMark(caller), ...(name && { key: name }) });
  const prove = toProof({ credential, caller }, { context, dependencies });
  const isKnown = !caller.key.startsWith(STRANGER);
  const holding = limits.bytes.open({ key: caller.key, isKnown });
  context.onFinish(holding.release);
  return {
    credential,
    caller,
    prove,
    body: {
      ...toBodyLimit(caller, credential, settings.maxBodyBytes),
      hold: holding.add,
      enter: async (bytes) => {
        const owner = { key: caller.key, shareBytes: limits.bytes.shareOf(isKnown) };
        context.onFinish(await limits.bodies.enter(owner, bytes, context.signal));
      },
      ...(caller.unverified && { gate: { bytes: UNPROVEN_BYTES, open: prove } }),
    },
  };
}

/** Lowers the limit for an unverified APIPassword, which only an answer can verify. */
function toBodyLimit(
  { unverified }: Caller,
  credential: Credential,
  limitBytes: number,
): Pick<BodyTerms, "limitBytes" | "isUnproven"> {
  const isMute = credential.owner === "caller" && credential.service === "http";
  if (!unverified || !isMute || limitBytes <= UNPROVEN_BYTES) return { limitBytes };
  return { limitBytes: UNPROVEN_BYTES, isUnproven: true };
}

function toProof(
  { credential, caller }: { credential: Credential; caller: Caller },
  { context, dependencies }: Omit<Identifying, "request">,
): () => Promise<void> {
  const { unverified } = caller;
  if (!unverified || credential.owner === "server") return async () => {};
  const { owner: _, ...key } = credential;
  let proving: Promise<void> | undefined;
  return () =>
    (proving ??= dependencies
      .proveKey(key, context.signal)
      .then(() => markVerified(unverified, dependencies.limits)));
}

/** Shortens the digest to what a log needs to tell callers apart. */
const toMark = ({ key }: Payer): string => key.replace(STRANGER, "").slice(0, 10);

const findAddress = (request: ApiRequest, { settings, findPeer }: AdmitDependencies): string =>
  toClientIp({
    peer: findPeer(request),
    forwarded: request.headers.get("x-forwarded-for"),
    trustedProxies: settings.trustedProxies,
  });

const toUnknown = (address: string, { digest }: Limits): Caller => ({
  ...toAddressPayer(address, digest),
  unverified: null,
});

type Counting = {
  context: RequestContext;
  dependencies: { limits: Limits; settings: Pick<Settings, "callerConcurrency"> };
};

/**
 * Counts each choice as a request to Spark: `n` choices count `n` times, once the body has been
 * read.
 */
export async function admitChoices(
  caller: Caller,
  choiceCount: number,
  counting: Counting,
): Promise<void> {
  if (choiceCount <= 1) return;
  const { context, dependencies } = counting;
  const { limits } = dependencies;
  await countRequests(caller, choiceCount - 1, { context, limits, choices: choiceCount });
  takePlaces(caller, choiceCount - 1, counting);
}

function takePlaces(
  { key, own }: Payer,
  places: number,
  { context, dependencies: { limits, settings } }: Counting,
): void {
  const limit = own?.concurrency ?? settings.callerConcurrency;
  context.onFinish(limits.places.take(key, places, limit));
}

async function countRequests(
  caller: Caller,
  points: number,
  { context, limits, choices = 1 }: { context: RequestContext; limits: Limits; choices?: number },
): Promise<void> {
  const verdict = await limits.requests?.take(caller, points);
  if (!verdict) return;
  if (!verdict.isTaken) {
    context.setHeaders(toRateLimitHeaders(verdict.reading));
    throw refuseRequests(verdict, choices);
  }
  if (verdict.tightest) context.setHeaders(toRateLimitHeaders(verdict.tightest));
  caller.unverified?.counted.push({ points, giveBack: verdict.giveBack });
}
