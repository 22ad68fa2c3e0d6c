import { type Key, toAppBearer } from "../spark/key";
import { isAnythingLimited } from "../gateway/config/limit-settings";
import type { Settings } from "../gateway/config/settings";
import { toHttpUrl, toSignedServiceUrl } from "../gateway/generate/spark-url";
import { type Model, toServedModel } from "../spark/models";
import { checkHandshake } from "./check-handshake";
import { type CheckContext, checkHost } from "./check-host";
import { type Check, type Subject, toCheck, toSkipped } from "./check";
import { checkModel } from "./check-model";
import type { Cause } from "./words/cause";
import { findModels, isOpen, listModels, type Target } from "./targets";

/** The apps and models to check; null for the models in the settings. */
export type Examination = { targets: readonly Target[]; named: readonly Model[] | null };

export type Checks = AsyncGenerator<Check, void, undefined>;

/** Runs all checks in order. A check is skipped if something it needs does not work. */
export async function* runChecks({ targets, named }: Examination, context: CheckContext): Checks {
  const { settings } = context.deps;
  const run = { context, hosts: new Map<string, Check>() };
  const everyone = { subject: "settings", app: null, target: "" } as const;
  yield* visitRedis(context);
  if (targets.length === 0) {
    const check = toCheck(everyone, "no-app");
    // A gateway without an app serves callers with their own. It is a problem only if models were
    // named.
    yield named ? { ...check, level: "problem" } : check;
    for (const model of named ?? listModels(settings.catalogue)) {
      yield* visitHost(toUrl(model, settings), run);
    }
    return;
  }
  if (isOpen(settings)) yield toCheck(everyone, "open-endpoint");
  for (const target of targets) yield* visitTarget({ target, named }, run);
}

/** Returns the URL of the model's preferred service. */
function toUrl(model: Model, settings: Settings): URL {
  return model.path === null ? toHttpUrl(model, settings) : toSignedServiceUrl(model, settings);
}

/** Checks Redis, unless there are no limits to count. */
async function* visitRedis({ deps, reach }: CheckContext): Checks {
  const { redisUrl, timeouts } = deps.settings;
  if (redisUrl === null || !isAnythingLimited(deps.settings)) return;
  const url = new URL(redisUrl);
  const lost = await reach(url, timeouts.connectTimeoutMs);
  const subject = { subject: "host", app: null, target: `${url.protocol}//${url.host}` } as const;
  yield toCheck(subject, lost && "redis-unreachable");
}

type Run = { context: CheckContext; hosts: Map<string, Check> };

/** Checks each host once. */
async function* visitHost(url: URL, { context, hosts }: Run): Checks {
  if (hosts.has(url.origin)) return;
  const check = await checkHost(url, context);
  hosts.set(url.origin, check);
  yield check;
}

type Case = { target: Target; named: readonly Model[] | null };

async function* visitTarget({ target, named }: Case, run: Run): Checks {
  const { settings } = run.context.deps;
  const given = named ?? findGiven(target, settings);
  // These cost more than some tokens, so each is asked only if it was named.
  const models = given ?? listModels(settings.catalogue).filter(({ kind }) => !DEAR.has(kind));
  const found: (Cause | null)[] = [];
  for await (const check of visitServices(target, models, run)) {
    if (check.subject === "model" && check.level !== "skipped") found.push(check.cause);
    yield given ? check : excuse(check);
  }
  // Any other cause has already been reported, and its own advice fits better.
  if (found.some(isAbsent) && found.every((cause) => isAbsent(cause) || cause === "daily-quota")) {
    yield toCheck({ subject: "app", app: target.label, target: "" }, "no-model");
  }
}

/**
 * An image costs as much as hundreds of tokens, so one is generated only if the model was named.
 */
const DEAR: ReadonlySet<Model["kind"]> = new Set<Model["kind"]>(["image"]);

/** Returns the models that the settings name for this app or for all; null if they name none. */
function findGiven({ modelIds }: Target, { serverModels, catalogue }: Settings) {
  const ids = modelIds ?? serverModels;
  return ids && findModels(ids, catalogue);
}

/** Causes that concern one model of an app and may not concern another. */
const ABSENT: ReadonlySet<Cause> = new Set(["not-granted", "quota"]);

const isAbsent = (cause: Cause | null): boolean => cause !== null && ABSENT.has(cause);

/**
 * Downgrades a missing authorisation to a warning, because no setting claims that the app has every
 * model.
 */
function excuse(check: Check): Check {
  return isAbsent(check.cause) ? { ...check, level: "warning" } : check;
}

async function* visitServices(target: Target, models: readonly Model[], run: Run): Checks {
  const { app, password } = target;
  if (app) yield* visitSockets(target, models, run);
  if (password === null) return;
  const key: Key = { service: "http", password };
  const chosen = app ? findCheapest(models) : models;
  for (const model of chosen) yield* visitHttp({ label: target.label, model, key }, run);
}

/**
 * Chooses the model for a spare password, where one request shows whether it is valid. The
 * catalogue starts with the most capable models, so the last one that iFlytek still sells is the
 * cheapest.
 */
function findCheapest(models: readonly Model[]): readonly Model[] {
  const served = models.filter(
    ({ kind, path, httpPath }) => kind === "chat" && path !== null && httpPath !== null,
  );
  return [served.findLast(({ deprecated }) => !deprecated) ?? served.at(-1)].filter(
    (model) => model !== undefined,
  );
}

/** Checks the models host by host; one handshake covers all models of a host. */
async function* visitSockets(target: Target, models: readonly Model[], run: Run): Checks {
  const { label, app } = target;
  const { deps } = run.context;
  if (!app) return;
  const doors = new Map<string, boolean>();
  let isLost = false;
  for (const model of models) {
    const password = model.path === null && toAppBearer(app, toServedModel(model).bearer);
    if (password) {
      yield* visitHttp({ label, model, key: { service: "http", password } }, run);
      continue;
    }
    const url = toSignedServiceUrl(model, deps.settings);
    yield* visitHost(url, run);
    if (model.kind === "chat" && !doors.has(url.origin) && isUsable(url, run)) {
      const check = await checkHandshake({ label, app, url }, deps);
      doors.set(url.origin, check.level !== "problem");
      yield check;
    }
    const key: Key = { service: "socket", app };
    // A POST has no handshake, so its answer is the only check.
    const mayAsk = model.kind === "chat" ? doors.get(url.origin) : isUsable(url, run);
    if (!mayAsk || isLost) {
      yield toSkipped(toSubject(label, model.id));
      continue;
    }
    const check = await checkModel({ label, model, key }, deps);
    isLost = check.cause !== null && OF_THE_APP.has(check.cause);
    yield check;
  }
}

/** Causes that concern the app as a whole: every further model would repeat them. */
const OF_THE_APP: ReadonlySet<Cause> = new Set(["wrong-app-id", "blocked"]);

type HttpCase = { label: string; model: Model; key: Key };

async function* visitHttp({ label, model, key }: HttpCase, run: Run): Checks {
  const { deps } = run.context;
  const url = toHttpUrl(model, deps.settings);
  yield* visitHost(url, run);
  if (isUsable(url, run)) yield await checkModel({ label, model, key }, deps);
  else yield toSkipped(toSubject(label, `${model.id} (HTTP)`));
}

const isUsable = (url: URL, { hosts }: Run): boolean => hosts.get(url.origin)?.level !== "problem";

const toSubject = (label: string, target: string): Subject => ({
  subject: "model",
  app: label,
  target,
});
