import type { z } from "zod";

import { createPatterns } from "./alias-patterns";
import { HISTORIC_IDS, MODELS, VERSIONS } from "./model-rows";
import { type Model, MODEL_DEFAULTS, modelSchema, toMaasDefaults, VERSIONED_ID } from "./models";

/** The effective model rows, found by id or alias, ignoring case. */
export type Catalogue = {
  /**
   * Canonical ids: chat models with the most capable first, other models, withdrawn models, then
   * {@link VERSIONED_ID}.
   */
  readonly ids: readonly string[];
  /** The operator's aliases as configured; `*` matches any characters. */
  readonly aliases: readonly string[];
  /** Resolves a name to its canonical id. */
  findId(name: string): string | undefined;
  /** Reports whether a name is known only through a pattern. */
  isPatterned(name: string): boolean;
  /** Finds the row of a canonical id; {@link VERSIONED_ID} has no row of its own. */
  findRow(id: string): Model | undefined;
  /** Lists the ids of models with a capability, for messages. */
  listIds(capability: "vision" | "tools" | "webSearch"): readonly string[];
};

/** An entry of SPARK_MODELS: an id, plus any other fields. */
export const modelOverride = modelSchema.partial().required({ id: true });
type ModelOverride = z.output<typeof modelOverride>;

/**
 * Builds the catalogue.
 * @throws Error when an override leaves a model incomplete
 */
export function createCatalogue(
  overrides: readonly ModelOverride[] = [],
  aliases: Readonly<Record<string, string>> = {},
): Catalogue {
  const rows = new Map<string, Model>();
  for (const row of MODELS) rows.set(row.id, { ...MODEL_DEFAULTS, ...row });
  for (const override of overrides) {
    const maas = override.httpHost ? toMaasDefaults(override.kind) : {};
    const row = { ...MODEL_DEFAULTS, ...(rows.get(override.id) ?? maas), ...override };
    rows.set(override.id, requireComplete(modelSchema.parse(row)));
  }

  const sorted = [...rows.values()].toSorted((a, b) => toRank(a) - toRank(b));
  const ids = [...sorted.map(({ id }) => id), VERSIONED_ID];
  const names = new Map<string, string>();
  for (const [id, row] of rows) for (const alias of row.aliases) names.set(alias.toLowerCase(), id);
  for (const id of ids) names.set(id.toLowerCase(), id);
  const findTarget = (target: string): string => names.get(target.toLowerCase()) ?? target;
  for (const [alias, target] of Object.entries(aliases)) {
    if (!alias.includes("*")) names.set(alias.toLowerCase(), findTarget(target));
  }
  const patterns = createPatterns(aliases, findTarget);

  return {
    ids,
    aliases: Object.keys(aliases),
    findId: (name) => names.get(name.toLowerCase()) ?? patterns.find(name),
    isPatterned: (name) => !names.has(name.toLowerCase()) && patterns.find(name) !== undefined,
    findRow: (id) => rows.get(id),
    listIds: (capability) =>
      [...rows.values()].filter((row) => row[capability]).map((row) => row.id),
  };
}

/** Extends a catalogue with patterns, used for names that it does not know. */
export function withPatterns(
  catalogue: Catalogue,
  aliases: Readonly<Record<string, string>>,
): Catalogue {
  const patterns = createPatterns(aliases, (target) => catalogue.findId(target) ?? target);
  return {
    ...catalogue,
    findId: (name) => catalogue.findId(name) ?? patterns.find(name),
    isPatterned: (name) =>
      catalogue.isPatterned(name) ||
      (catalogue.findId(name) === undefined && patterns.find(name) !== undefined),
  };
}

/**
 * Checks that a row is complete.
 * @throws Error that names what is missing
 */
function requireComplete(row: Model): Model {
  const { kind, path, domain, httpPath, vision } = row;
  if (path === null && httpPath === null) throw new Error("neither a path nor an httpPath");
  if (path !== null && domain === null && kind !== "speech") {
    throw new Error("a path without a domain");
  }
  if (vision && (path === null || kind !== "chat")) throw new Error("vision without a WebSocket");
  return row;
}

function toRank({ id, kind, deprecated }: Model): number {
  if (HISTORIC_IDS.has(id)) return 3;
  if (deprecated) return 2;
  return kind === "chat" ? 0 : 1;
}

/** Returns the id of the model behind a version of {@link VERSIONED_ID}. */
export function findVersionedId(version: string): string | undefined {
  return Object.hasOwn(VERSIONS, version) ? VERSIONS[version] : undefined;
}

/** Formats a list for a message: `a, b or c`. */
export function toAlternatives(ids: readonly string[]): string {
  return [ids.slice(0, -1).join(", "), ...ids.slice(-1)].filter(Boolean).join(" or ");
}
