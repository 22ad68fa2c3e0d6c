import { parseArgs } from "node:util";

import type { Language } from "./words/cause";

/** What the command line asks for. */
export type Options = {
  /** Names or aliases of models; none: those of the settings. */
  modelNames: readonly string[];
  /** The number of one app, from 1; null: all of them. */
  app: number | null;
  isJson: boolean;
  /** How long each step may take; null: as the settings say. */
  timeoutMs: number | null;
  /** Null: as the terminal's locale has it. */
  language: Language | null;
  isHelp: boolean;
};

export const HELP = `npm run doctor -- [MODEL …] [--model ID] [--app N] [--timeout MS] [--json] [--lang en|zh]

Checks the settings, the way to Spark, the clock, each configured app and, with a question of one
token, each of its models. Reads .env.local and .env as the gateway does.
检查配置、到星火的网络、时钟、每个应用，并向其每个模型提一个只要一个 token 的问题。

Ends with 0 when all is well, 1 when something is not, 2 when a setting or an argument is wrong.`;

/** @throws Error whose message says what is wrong with the arguments */
export function readOptions(argv: readonly string[]): Options {
  const { values, positionals } = parseArgs({
    args: [...argv],
    allowPositionals: true,
    options: {
      model: { type: "string", multiple: true, default: [] },
      app: { type: "string" },
      timeout: { type: "string" },
      json: { type: "boolean", default: false },
      lang: { type: "string" },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  return {
    modelNames: [...values.model, ...positionals].flatMap((names) => names.split(",")),
    app: readNumber("--app", values.app),
    isJson: values.json,
    timeoutMs: readNumber("--timeout", values.timeout),
    language: readLanguage(values.lang),
    isHelp: values.help,
  };
}

/** setTimeout takes a larger number for 1. */
const MAX_NUMBER = 2 ** 31 - 1;

function readNumber(name: string, text: string | undefined): number | null {
  if (text === undefined) return null;
  const number = /^\d+$/.test(text) ? Number(text) : 0;
  if (number >= 1 && number <= MAX_NUMBER) return number;
  throw new Error(`${name} must be a whole number from 1 to ${MAX_NUMBER}.`);
}

function readLanguage(text: string | undefined): Language | null {
  if (text === undefined || text === "en" || text === "zh") return text ?? null;
  throw new Error("--lang must be en or zh.");
}
