import type { z } from "zod";

import {
  HISTORIC_IDS,
  type Model,
  MODEL_DEFAULTS,
  modelSchema,
  MODELS,
  VERSIONED_ID,
  VERSIONS,
} from "./models";

/** The model rows in force, found by id or alias without regard to case. */
export type Catalogue = {
  /** Canonical ids, the most capable first, the historic ones and {@link VERSIONED_ID} last. */
  readonly ids: readonly string[];
  /** The canonical id that a name stands for. */
  findId(name: string): string | undefined;
  /** The row of a canonical id; {@link VERSIONED_ID} has none of its own. */
  findRow(id: string): Model | undefined;
  /** The ids of the models that can do something, for messages. */
  listIds(capability: "vision" | "tools" | "webSearch"): readonly string[];
};

/** What SPARK_MODELS may say of a model: its id, and any other fields. */
export const modelOverride = modelSchema.partial().required({ id: true });
type ModelOverride = z.output<typeof modelOverride>;

/** Builds the catalogue. Throws a zod error when an override leaves a new model incomplete. */
export function createCatalogue(
  overrides: readonly ModelOverride[] = [],
  aliases: Readonly<Record<string, string>> = {},
): Catalogue {
  const rows = new Map<string, Model>();
  for (const row of MODELS) rows.set(row.id, { ...MODEL_DEFAULTS, ...row });
  for (const override of overrides) {
    const row = { ...MODEL_DEFAULTS, ...rows.get(override.id), ...override };
    rows.set(override.id, modelSchema.parse(row));
  }

  const current = [...rows.keys()].filter((id) => !HISTORIC_IDS.has(id));
  const historic = [...rows.keys()].filter((id) => HISTORIC_IDS.has(id));
  const ids = [...current, ...historic, VERSIONED_ID];
  const names = new Map<string, string>();
  for (const [id, row] of rows) for (const alias of row.aliases) names.set(alias.toLowerCase(), id);
  for (const id of ids) names.set(id.toLowerCase(), id);
  for (const [alias, target] of Object.entries(aliases)) {
    names.set(alias.toLowerCase(), names.get(target.toLowerCase()) ?? target);
  }

  return {
    ids,
    findId: (name) => names.get(name.toLowerCase()),
    findRow: (id) => rows.get(id),
    listIds: (capability) =>
      [...rows.values()].filter((row) => row[capability]).map((row) => row.id),
  };
}

/** The versions that {@link VERSIONED_ID} takes, each with the id of the model behind it. */
export function findVersionedId(version: string): string | undefined {
  return Object.hasOwn(VERSIONS, version) ? VERSIONS[version] : undefined;
}

/** `a, b or c`: what a message says may be chosen. */
export function toAlternatives(ids: readonly string[]): string {
  return [ids.slice(0, -1).join(", "), ...ids.slice(-1)].filter(Boolean).join(" or ");
}
