import type { Failure } from "../core/errors";
import type { Deps } from "../gateway/server/deps";
import { type SparkCredentials, signUrl } from "../spark/sign";
import type { Cause } from "./words/cause";
import { type Check, type Facts, toCheck } from "./check";
import { diagnose } from "./diagnose";
import { probe } from "./probe";
import { isSparkItself } from "./spark-host";

/**
 * Checks whether Spark accepts an app; if not, also whether it would with key and secret swapped.
 */
export async function checkHandshake(
  { label, app, url }: { label: string; app: SparkCredentials; url: URL },
  deps: Deps,
): Promise<Check> {
  const subject = { subject: "handshake", app: label, target: url.origin } as const;
  const startedAt = deps.now().getTime();
  const failure = await probe(signUrl(url, app, deps.now()), deps);
  const elapsedMs = deps.now().getTime() - startedAt;
  // A missing path affects only its own model, whose check reports it.
  const isLetIn = failure === null || diagnose(failure) === "wrong-path";
  if (isLetIn) return toCheck(subject, null, { elapsedMs });
  const isSwapped = isSignatureRefused(failure) && (await fitsSwapped(url, app, deps));
  const cause: Cause | undefined = isSwapped ? "swapped" : diagnose(failure);
  return toCheck(subject, cause ?? null, { elapsedMs, ...toFacts(failure) });
}

async function fitsSwapped(url: URL, app: SparkCredentials, deps: Deps): Promise<boolean> {
  if (!isSparkItself(url)) return false;
  const swapped = { appId: app.appId, apiKey: app.apiSecret, apiSecret: app.apiKey };
  const failure = await probe(signUrl(url, swapped, deps.now()), deps);
  return failure === null;
}

const isSignatureRefused = (failure: Failure): boolean =>
  failure.kind === "spark-handshake" && failure.status === 401;

function toFacts(failure: Failure): Facts {
  if (failure.kind !== "spark-handshake") return {};
  return { httpStatus: failure.status, skewSeconds: failure.skewSeconds };
}
