import { parseArgs } from "node:util";

import type { Language } from "./words/cause";

/** The command line options. */
export type Options = {
  /** Names or aliases of models; empty for those in the settings. */
  modelNames: readonly string[];
  /** The number of one app, starting at 1; null for all. */
  app: number | null;
  isJson: boolean;
  /** The timeout of each step; null for the settings' timeouts. */
  timeoutMs: number | null;
  /** Null to follow the terminal's locale. */
  language: Language | null;
  isHelp: boolean;
};

export const HELP = `npm run doctor -- [MODEL …] [--model ID] [--app N] [--timeout MS] [--json] [--lang en|zh]

Checks the settings, the way to Spark, the clock, each configured app and, with a question of one
token, each of its models. Reads .env.local and .env as the gateway does.
检查配置、到星火的网络、时钟、每个应用，并向其每个模型提一个只要一个 token 的问题。

Ends with 0 when all is well, 1 when something is not, 2 when a setting or an argument is wrong.`;

/**
 * Parses the arguments.
 * @throws Error whose message says what is wrong with them
 */
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

/** For a larger number, setTimeout fires after 1 ms. */
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
