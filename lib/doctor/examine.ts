import type { Key } from "../gateway/apps/member";
import { toHttpUrl, toSocketUrl } from "../gateway/spark-url";
import type { Model } from "../spark/models";
import { checkHandshake } from "./check-handshake";
import { type Clinic, checkHost } from "./check-host";
import { type Check, type Subject, toCheck, toSkipped } from "./check";
import { checkModel } from "./check-model";
import { findModels, isOpen, listModels, type Patient } from "./patients";

/** Whom to look at, and which models; null: those that the settings give each of them. */
export type Visit = { patients: readonly Patient[]; named: readonly Model[] | null };

export type Checks = AsyncGenerator<Check, void, undefined>;

/** Looks at everything in turn; what needs something that does not work is skipped. */
export async function* examine({ patients, named }: Visit, clinic: Clinic): Checks {
  const { settings } = clinic.deps;
  const ward = { clinic, hosts: new Map<string, Check>() };
  const everyone = { subject: "settings", app: null, target: "" } as const;
  if (patients.length === 0) {
    yield toCheck(everyone, "no-app");
    for (const model of named ?? listModels(settings.catalogue)) {
      yield* visitHost(toSocketUrl(model, settings), ward);
    }
    return;
  }
  if (isOpen(settings)) yield toCheck(everyone, "open-endpoint");
  for (const patient of patients) yield* visitPatient({ patient, named }, ward);
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
  const { catalogue } = ward.clinic.deps.settings;
  const given = patient.modelIds && findModels(patient.modelIds, catalogue);
  const models = named ?? given ?? listModels(catalogue);
  const isNamed = named !== null || given !== null;
  let asked = 0;
  let answered = 0;
  for await (const check of visitServices(patient, models, ward)) {
    if (check.subject === "model" && check.level !== "skipped") {
      asked += 1;
      if (check.level === "ok") answered += 1;
    }
    yield isNamed ? check : excuse(check);
  }
  if (asked > 0 && answered === 0) {
    yield toCheck({ subject: "app", app: patient.label, target: "" }, "no-model");
  }
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
