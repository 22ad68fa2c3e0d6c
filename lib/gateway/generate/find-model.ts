import { GatewayError } from "../../core/errors";
import type { Generation } from "../../core/generation";
import type { Service } from "../../core/service";
import { type Catalogue, findVersionedId } from "../../spark/catalogue";
import { DEFAULT_VERSION, VERSIONS } from "../../spark/model-rows";
import { type Model, type ModelKind, toServedModel, VERSIONED_ID } from "../../spark/models";
import type { GatewayKey } from "../config/gateway-key";
import type { Settings } from "../config/settings";
import type { AppPool } from "../pool/pool";
import { findConsoleName, MODEL_ROUTES } from "./model-routes";

/**
 * Finds the model for the caller's `model`, and for `spark-api` also `version`. It must be of this
 * kind.
 * @throws GatewayError
 */
export function requireModel(
  { model, version }: Pick<Generation, "model" | "version">,
  catalogue: Catalogue,
  kind: ModelKind = "chat",
): Model {
  const id = catalogue.findId(model);
  const row = catalogue.findRow(id === VERSIONED_ID ? requireVersionedId(version) : (id ?? ""));
  if (row?.kind === kind) return row;
  if (row) {
    throw new GatewayError({
      kind: "unsupported",
      message: `The model \`${model}\` is served at ${MODEL_ROUTES[row.kind].join(" and ")}: ask there.`,
      param: "model",
    });
  }
  throw new GatewayError({ kind: "model-not-found", model, known: catalogue.ids });
}

export function requireVersionedId(version: unknown = DEFAULT_VERSION): string {
  const id = typeof version === "string" ? findVersionedId(version) : undefined;
  if (id !== undefined) return id;
  throw new GatewayError({
    kind: "invalid-request",
    message: `\`version\` must be one of ${Object.keys(VERSIONS).join(", ")}.`,
    param: "version",
  });
}

/**
 * Checks that the operator offers the model, to everyone and with this key; callers with their own
 * Spark app may use any.
 * @throws GatewayError
 */
export function requireGiven(
  { id }: Model,
  asked: string,
  { gatewayKey, ...settings }: { gatewayKey: GatewayKey | null } & Pick<Settings, "serverModels">,
): void {
  const given = listGiven(gatewayKey, settings);
  if (given === null || given.includes(id)) return;
  throw new GatewayError({ kind: "model-not-given", model: asked, given });
}

/** Lists the models that the operator offers with a key, or to everyone; null for all. */
export function listGiven(
  key: GatewayKey | null,
  { serverModels }: Pick<Settings, "serverModels">,
): string[] | null {
  const own = key?.models ?? serverModels;
  return own?.filter((one) => serverModels?.includes(one) ?? true) ?? null;
}

/**
 * Chooses the Spark service on which to use the server's own apps.
 * @throws GatewayError
 */
export function requireService(model: Model, catalogue: Catalogue, pool: AppPool): Service {
  const choose = (row: Model): Service | null => pool.chooseService(toServedModel(row));
  const service = choose(model);
  if (service) return service;
  const served = catalogue.ids.filter((id) => {
    const row = catalogue.findRow(id);
    return row?.kind === model.kind && choose(row);
  });
  const consoleName = findConsoleName(model);
  throw new GatewayError({ kind: "model-not-served", model: model.id, served, consoleName });
}
