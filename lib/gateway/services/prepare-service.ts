import type { Service } from "../../core/service";
import type { Model, ModelKind } from "../../spark/models";
import type { Settings } from "../config/settings";
import { requireGiven, requireModel, requireService } from "../generate/find-model";
import { openWith } from "../generate/open-with";
import type { Credential } from "../http/credential";
import type { RequestContext } from "../http/request-context";
import type { AppPool } from "../pool/pool";

/** The model, credential and service for a request other than chat. */
export type PreparedService = { model: Model; credential: Credential; service: Service };

export type PrepareServiceDependencies = { settings: Settings; pool: AppPool };

/**
 * Finds the model and its credential.
 * @throws GatewayError
 */
export function prepareService(
  { model: asked, kind }: { model: string; kind: ModelKind },
  credential: Credential,
  {
    context,
    dependencies: { settings, pool },
  }: { context: RequestContext; dependencies: PrepareServiceDependencies },
): PreparedService {
  const { catalogue, serverModels } = settings;
  const model = requireModel({ model: asked, version: undefined }, catalogue, kind);
  context.record({ model: model.id });
  const opened = openWith(credential, model);
  if (opened.owner === "caller") return { model, credential: opened, service: opened.service };
  requireGiven(model, asked, { ...opened, serverModels });
  return { model, credential: opened, service: requireService(model, catalogue, pool) };
}
