import { readFileSync, statSync } from "node:fs";

import { z } from "zod";

import type { Catalogue } from "../../spark/catalogue";
import type { GatewayKey } from "./gateway-key";
import type { ChangingKeys } from "./key-ring";
import { requireGivenIds } from "./given-models";
import { json, windows } from "./setting-types";

/** The maximum delay until a change is seen. Checking the file costs 10 µs. */
const LOOK_MS = 1000;

const listedKey = z.strictObject({
  name: z.string().regex(/^[A-Za-z][\w.-]{0,63}$/),
  key: z.string().regex(/^[\u0021-\u007e]{16,}$/),
  models: z.array(z.string().min(1)).min(1).optional(),
  rateLimit: windows.schema.optional(),
  tokenBudget: windows.schema.optional(),
  imageBudget: windows.schema.optional(),
  speechBudget: windows.schema.optional(),
  transcriptionBudget: windows.schema.optional(),
  concurrency: z.int().min(1).max(100_000).optional(),
  expires: z.union([z.iso.date(), z.iso.datetime({ offset: true })]).optional(),
});

export const keyFile = {
  schema: json(z.array(listedKey)),
  expects:
    'the path of a JSON file such as [{"name": "team", "key": "at-least-16-characters", "models": ["lite"], ' +
    '"rateLimit": "20/min", "tokenBudget": "50000/day", "imageBudget": "20/day", "speechBudget": "20000/day", "transcriptionBudget": "3600/day", "concurrency": 4, ' +
    '"expires": "2027-01-31"}], each name and key once',
};

/**
 * Reads keys from a file, again whenever it changes. If the new content is invalid the old keys
 * stay in use, so that a typo locks nobody out and lets nobody in.
 * @throws Error only for the first read, with one line that names the variable
 */
export function openKeyFile(path: string, catalogue: Catalogue, now: () => number): ChangingKeys {
  let mark = toMark(path);
  let keys = readKeys(path, catalogue);
  let lookedAt = now();
  let tell: (reason: string) => void = nobody;

  const look = (): void => {
    const at = now();
    if (Math.abs(at - lookedAt) < LOOK_MS) return;
    lookedAt = at;
    const current = toMark(path);
    if (current === mark) return;
    mark = current;
    try {
      keys = readKeys(path, catalogue);
    } catch (error) {
      tell(error instanceof Error ? error.message : String(error));
    }
  };

  return {
    watch: (listener) => void (tell = listener),
    list() {
      look();
      return keys;
    },
  };
}

const nobody = (): void => {};

/** Returns a value that changes whenever the file is written or replaced. */
function toMark(path: string): string {
  const found = statSync(/* turbopackIgnore: true */ path, { throwIfNoEntry: false });
  return found ? [found.ino, found.size, found.mtimeMs].join(":") : "";
}

function readKeys(path: string, catalogue: Catalogue): readonly GatewayKey[] {
  const result = keyFile.schema.safeParse(readText(path));
  if (!result.success) throw new Error(`GATEWAY_API_KEYS_FILE must be ${keyFile.expects}.`);
  const listed = result.data;
  const isDouble = (field: "name" | "key"): boolean =>
    new Set(listed.map((one) => one[field])).size < listed.length;
  if (isDouble("name") || isDouble("key")) {
    throw new Error(`GATEWAY_API_KEYS_FILE must be ${keyFile.expects}.`);
  }
  return listed.map(({ name, key, models, expires, ...limits }) => ({
    name,
    key,
    models: models ? requireGivenIds("GATEWAY_API_KEYS_FILE", models, catalogue) : null,
    expiresAt: expires === undefined ? null : Date.parse(expires),
    limits,
  }));
}

function readText(path: string): string {
  try {
    return readFileSync(/* turbopackIgnore: true */ path, "utf8").replace(/^\uFEFF/, "");
  } catch (error) {
    const code = error instanceof Error && "code" in error ? ` (${String(error.code)})` : "";
    throw new Error(`GATEWAY_API_KEYS_FILE names a file that cannot be read${code}.`, {
      cause: error,
    });
  }
}
