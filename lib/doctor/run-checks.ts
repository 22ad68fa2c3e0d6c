import type { Key } from "../gateway/pool/member";
import type { Settings } from "../gateway/config/settings";
import { toHttpUrl, toSocketUrl } from "../gateway/generate/spark-url";
import type { Model } from "../spark/models";
import { checkHandshake } from "./check-handshake";
import { type Clinic, checkHost } from "./check-host";
import { type Check, type Subject, toCheck, toSkipped } from "./check";
import { checkModel } from "./check-model";
import { findModels, isOpen, listModels, type Patient } from "./targets";

/** Whom to look at, and which models; null: those that the settings give each of them. */
export type Visit = { patients: readonly Patient[]; named: readonly Model[] | null };

export type Checks = AsyncGenerator<Check, void, undefined>;

/** Looks at everything in turn; what needs something that does not work is skipped. */
export async function* examine({ patients, named }: Visit, clinic: Clinic): Checks {
  const { settings } = clinic.deps;
  const ward = { clinic, hosts: new Map<string, Check>() };
  const everyone = { subject: "settings", app: null, target: "" } as const;
  yield* visitRedis(clinic);
  if (patients.length === 0) {
    const check = toCheck(everyone, "no-app");
    // Without an app a gateway serves callers with their own, unless somebody says what it must serve.
    yield named ? { ...check, level: "problem" } : check;
    for (const model of named ?? listModels(settings.catalogue)) {
      yield* visitHost(toSocketUrl(model, settings), ward);
    }
    return;
  }
  if (isOpen(settings)) yield toCheck(everyone, "open-endpoint");
  for (const patient of patients) yield* visitPatient({ patient, named }, ward);
}

/** Only where it would be asked: without limits there is nothing to count. */
async function* visitRedis({ deps, reach }: Clinic): Checks {
  const { redisUrl, rateLimit, tokenBudget, timeouts } = deps.settings;
  if (redisUrl === null || rateLimit.length + tokenBudget.length === 0) return;
  const url = new URL(redisUrl);
  const lost = await reach(url, timeouts.connectTimeoutMs);
  const subject = { subject: "host", app: null, target: `${url.protocol}//${url.host}` } as const;
  yield toCheck(subject, lost && "redis-unreachable");
}

type Ward = { clinic: Clinic; hosts: Map<string, Check> };

/** Looks at a host once, whoever needs it. */
async function* visitHost(url: URL, { clinic, hosts }: Ward): Checks {
  if (hosts.has(url.origin)) return;
  const check = await checkHost(url, clinic);
  hosts.set(url.origin, check);
  yield check;
}

type Case = { patient: Patient; named: readonly Model[] | null };

async function* visitPatient({ patient, named }: Case, ward: Ward): Checks {
  const { settings } = ward.clinic.deps;
  const given = named ?? findGiven(patient, settings);
  const models = given ?? listModels(settings.catalogue);
  let asked = 0;
  let answered = 0;
  for await (const check of visitServices(patient, models, ward)) {
    if (check.subject === "model" && check.level !== "skipped") {
      asked += 1;
      if (check.level === "ok") answered += 1;
    }
    yield given ? check : excuse(check);
  }
  if (asked > 0 && answered === 0) {
    yield toCheck({ subject: "app", app: patient.label, target: "" }, "no-model");
  }
}

/** The models that the settings name, for this app or for all; null: they name none. */
function findGiven({ modelIds }: Patient, { serverModels, catalogue }: Settings) {
  const ids = modelIds ?? serverModels;
  return ids && findModels(ids, catalogue);
}

/** Nobody said that the app has every model there is. */
function excuse(check: Check): Check {
  const isAbsent = check.cause === "not-granted" || check.cause === "quota";
  return isAbsent ? { ...check, level: "warning" } : check;
}

async function* visitServices(patient: Patient, models: readonly Model[], ward: Ward): Checks {
  const { app, password } = patient;
  if (app) yield* visitSockets(patient, models, ward);
  if (password === null) return;
  const served = models.filter(({ httpPath }) => httpPath !== null);
  // Beside an app the password is a spare: one question shows whether it is right.
  const chosen = app ? served.slice(0, 1) : models;
  for (const model of chosen) yield* visitHttp(patient, model, ward);
}

/** The models of one host after another: one handshake stands for all of a host's. */
async function* visitSockets(patient: Patient, models: readonly Model[], ward: Ward): Checks {
  const { label, app } = patient;
  const { deps } = ward.clinic;
  if (!app) return;
  const doors = new Map<string, boolean>();
  for (const model of models) {
    const url = toSocketUrl(model, deps.settings);
    yield* visitHost(url, ward);
    if (!doors.has(url.origin) && isUsable(url, ward)) {
      const check = await checkHandshake({ label, app, url }, deps);
      doors.set(url.origin, check.level !== "problem");
      yield check;
    }
    const key: Key = { service: "socket", app };
    if (doors.get(url.origin)) yield await checkModel({ label, model, key }, deps);
    else yield toSkipped(toSubject(label, model.id));
  }
}

async function* visitHttp({ label, password }: Patient, model: Model, ward: Ward): Checks {
  const { deps } = ward.clinic;
  if (password === null) return;
  const url = toHttpUrl(model, deps.settings);
  yield* visitHost(url, ward);
  const key: Key = { service: "http", password };
  if (isUsable(url, ward)) yield await checkModel({ label, model, key }, deps);
  else yield toSkipped(toSubject(label, `${model.id} (HTTP)`));
}

const isUsable = (url: URL, { hosts }: Ward): boolean => hosts.get(url.origin)?.level !== "problem";

const toSubject = (label: string, target: string): Subject => ({
  subject: "model",
  app: label,
  target,
});
