import type { Deps } from "../gateway/server/deps";
import type { Language } from "./cause";
import type { Check } from "./check";
import { examine } from "./run-checks";
import { hide, maskAppId } from "./redact";
import { HELP, type Options, readOptions } from "./options";
import { findModels, listPatients, listSecrets, type Patient } from "./targets";
import type { Reach } from "./check-connection";
import { count, createPrinter, toRecord } from "./report";

/** What the doctor needs of the process that it runs in. */
export type World = {
  argv: readonly string[];
  environment: Readonly<Record<string, string | undefined>>;
  /** Reads the settings. @throws Error whose message names the wrong one */
  openDeps: () => Deps;
  reach: Reach;
  /** One line, or several. */
  write: (text: string) => void;
};

const WELL = 0;
const ILL = 1;
const UNREADABLE = 2;

/** The whole visit; returns the exit code. */
export async function run(world: World): Promise<number> {
  const { argv, environment, openDeps, write } = world;
  let options: Options;
  let deps: Deps;
  let patients: readonly Patient[];
  let models: ReturnType<typeof findModels>;
  try {
    options = readOptions(argv);
    if (options.isHelp) {
      write(HELP);
      return WELL;
    }
    deps = limit(openDeps(), options.timeoutMs);
    const { settings } = deps;
    patients = choose(listPatients(settings), options.app);
    models = findModels(options.modelNames, settings.catalogue);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    write(
      argv.includes("--json") ? JSON.stringify({ ok: false, error: message }) : `✗  ${message}`,
    );
    return UNREADABLE;
  }
  const secrets = listSecrets(listPatients(deps.settings), deps.settings);
  const language = options.language ?? readLocale(environment);
  const names = new Map(patients.map(({ label, app }) => [label, toName(label, app?.appId)]));
  const visit = { patients, named: models.length > 0 ? models : null };
  const clinic = { deps, reach: world.reach, hasProxy: hasProxy(environment) };

  const printer = createPrinter({ language, names });
  const show = (lines: readonly string[]): void => {
    if (!options.isJson && lines.length > 0) write(hide(lines.join("\n"), secrets));
  };
  const checks: Check[] = [];
  for await (const check of examine(visit, clinic)) {
    checks.push(check);
    show(printer.print(check));
  }
  show(printer.end(checks));
  const code = count(checks, "problem") > 0 ? ILL : WELL;
  if (options.isJson) {
    const records = checks.map((check) => toRecord(check, language));
    write(JSON.stringify({ ok: code === WELL, checks: records }, hider(secrets), 2));
  }
  return code;
}

/** The doctor's own log would only stand in the way of its report. */
function limit(deps: Deps, timeoutMs: number | null): Deps {
  const { settings } = deps;
  const timeouts = {
    connectTimeoutMs: timeoutMs ?? settings.timeouts.connectTimeoutMs,
    firstFrameTimeoutMs: timeoutMs ?? settings.timeouts.firstFrameTimeoutMs,
    idleTimeoutMs: timeoutMs ?? settings.timeouts.idleTimeoutMs,
  };
  return { ...deps, settings: { ...settings, timeouts }, log: () => {} };
}

function choose(patients: readonly Patient[], app: number | null): readonly Patient[] {
  if (app === null) return patients;
  const patient = patients[app - 1];
  if (patient) return [patient];
  throw new Error(`--app ${app}: the settings have ${patients.length} apps.`);
}

function toName(label: string, appId: string | undefined): string {
  return appId === undefined ? label : `${label} (${maskAppId(appId)})`;
}

function hider(secrets: readonly string[]): (key: string, value: unknown) => unknown {
  return (_, value) => (typeof value === "string" ? hide(value, secrets) : value);
}

type Environment = World["environment"];

function readLocale(environment: Environment): Language {
  const locale = environment["LC_ALL"] || environment["LC_MESSAGES"] || environment["LANG"] || "";
  return locale.toLowerCase().startsWith("zh") ? "zh" : "en";
}

function hasProxy(environment: Environment): boolean {
  return ["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"].some((name) => environment[name]);
}
