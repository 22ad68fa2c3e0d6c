import type { Deps } from "../gateway/server/deps";
import type { Language } from "./words/cause";
import type { Check } from "./check";
import { runChecks } from "./run-checks";
import { redact, maskAppId } from "./redact";
import { HELP, type Options, readOptions } from "./options";
import { findModels, listTargets, listSecrets, type Target } from "./targets";
import type { CheckConnection } from "./check-connection";
import { count, createPrinter, toRecord } from "./report";

/** The parts of the process that the doctor needs. */
export type World = {
  argv: readonly string[];
  environment: Readonly<Record<string, string | undefined>>;
  /**
   * Reads the settings.
   * @throws Error whose message names the wrong one
   */
  openDeps: () => Deps;
  reach: CheckConnection;
  /** The files that the settings were read from, with the variables that each file sets. */
  files?: readonly SettingsFile[];
  /** Writes one or more lines. */
  write: (text: string) => void;
};

type SettingsFile = { path: string; names: readonly string[] };

/** Appends the files that set the variables which a message names. */
function nameFiles(message: string, files: readonly SettingsFile[]): string {
  const named = new Set(message.match(/\b[A-Z][A-Z\d_]+\b/g));
  const found = files.filter(({ names }) => names.some((name) => named.has(name)));
  return found.length === 0 ? message : `${message} (${found.map(({ path }) => path).join(", ")})`;
}

const EXIT_OK = 0;
const EXIT_PROBLEMS = 1;
const UNREADABLE = 2;

/** Runs the doctor and returns the exit code. */
export async function run(world: World): Promise<number> {
  const { argv, environment, openDeps, write } = world;
  let options: Options;
  let deps: Deps;
  let targets: readonly Target[];
  let models: ReturnType<typeof findModels>;
  try {
    options = readOptions(argv);
    if (options.isHelp) {
      write(HELP);
      return EXIT_OK;
    }
    deps = limit(openDeps(), options.timeoutMs);
    const { settings } = deps;
    targets = choose(listTargets(settings), options.app);
    models = findModels(options.modelNames, settings.catalogue);
  } catch (error) {
    const told = error instanceof Error ? error.message : String(error);
    const message = nameFiles(told, world.files ?? []);
    write(
      argv.includes("--json") ? JSON.stringify({ ok: false, error: message }) : `✗  ${message}`,
    );
    return UNREADABLE;
  }
  const secrets = listSecrets(listTargets(deps.settings), deps.settings);
  const language = options.language ?? readLocale(environment);
  const names = new Map(targets.map(({ label, app }) => [label, toName(label, app?.appId)]));
  const examination = { targets, named: models.length > 0 ? models : null };
  const context = { deps, reach: world.reach, hasProxy: hasProxy(environment) };

  const printer = createPrinter({ language, names });
  const show = (lines: readonly string[]): void => {
    if (!options.isJson && lines.length > 0) write(redact(lines.join("\n"), secrets));
  };
  const checks: Check[] = [];
  for await (const check of runChecks(examination, context)) {
    checks.push(check);
    show(printer.print(check));
  }
  show(printer.end(checks));
  const code = count(checks, "problem") > 0 ? EXIT_PROBLEMS : EXIT_OK;
  if (options.isJson) {
    const records = checks.map((check) => toRecord(check, language));
    write(JSON.stringify({ ok: code === EXIT_OK, checks: records }, hider(secrets), 2));
  }
  return code;
}

/** Applies the timeout and disables the log, which would clutter the report. */
function limit(deps: Deps, timeoutMs: number | null): Deps {
  const { settings } = deps;
  const timeouts = {
    connectTimeoutMs: timeoutMs ?? settings.timeouts.connectTimeoutMs,
    firstFrameTimeoutMs: timeoutMs ?? settings.timeouts.firstFrameTimeoutMs,
    idleTimeoutMs: timeoutMs ?? settings.timeouts.idleTimeoutMs,
  };
  return { ...deps, settings: { ...settings, timeouts }, log: () => {} };
}

function choose(targets: readonly Target[], app: number | null): readonly Target[] {
  if (app === null) return targets;
  const target = targets[app - 1];
  if (target) return [target];
  throw new Error(`--app ${app}: the settings have ${targets.length} apps.`);
}

function toName(label: string, appId: string | undefined): string {
  return appId === undefined ? label : `${label} (${maskAppId(appId)})`;
}

function hider(secrets: readonly string[]): (key: string, value: unknown) => unknown {
  return (_, value) => (typeof value === "string" ? redact(value, secrets) : value);
}

type Environment = World["environment"];

function readLocale(environment: Environment): Language {
  const locale = environment["LC_ALL"] || environment["LC_MESSAGES"] || environment["LANG"] || "";
  return locale.toLowerCase().startsWith("zh") ? "zh" : "en";
}

function hasProxy(environment: Environment): boolean {
  return ["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"].some((name) => environment[name]);
}
