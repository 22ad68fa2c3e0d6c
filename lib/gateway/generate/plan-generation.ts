import type { Generation } from "../../core/generation";
import type { Service } from "../../core/service";
import type { Catalogue } from "../../spark/catalogue";
import { capTokens } from "../../spark/chat/cap-tokens";
import { type Plan, type PlanOptions, toPlan } from "../../spark/chat/plan";
import { type Model, toMaxTokens } from "../../spark/models";
import type { Settings } from "../config/settings";
import type { Credential, ServerCredential } from "../http/credential";
import type { Admitted } from "../limits/admit";
import type { Limits } from "../limits/limits";
import type { AppPool } from "../pool/pool";
import { requireGiven, requireModel, requireService } from "./find-model";
import { openWith } from "./open-with";
import { createJsonCheck, type FindProblem, type SchemaWork } from "./json-schema";

/** A request to Spark, ready to be sent. */
export type PlannedGeneration = {
  /** The credential in the form that the model requires. */
  credential: Credential;
  model: Model;
  plan: Plan;
  service: Service;
  /** Checks an answer that must be JSON; null if any text is valid. */
  findProblem: FindProblem | null;
};

export type PlanDependencies = {
  settings: Pick<Settings, "catalogue" | "serverModels" | "serverMaxTokens">;
  pool: AppPool;
  limits: Pick<Limits, "schemas">;
};

/**
 * Validates and plans a generation without counting, reserving or sending anything.
 * @throws GatewayError
 */
export async function planGeneration(
  generation: Generation,
  { credential: presented, caller, prove }: Pick<Admitted, "credential" | "caller" | "prove">,
  { settings, pool, limits }: PlanDependencies,
): Promise<PlannedGeneration> {
  const { catalogue } = settings;
  const model = requireModel(generation, catalogue);
  const credential = openWith(presented, model);
  const service =
    credential.owner === "caller" ? credential.service : requireService(model, catalogue, pool);
  const options = { model, service, catalogue };
  const plan =
    credential.owner === "server"
      ? toGivenPlan(generation, options, { ...settings, ...credential })
      : toPlan(generation, options);
  const findProblem = plan.format
    ? await createJsonCheck(plan.format, await toSchemaWork({ caller, prove }, limits.schemas))
    : null;
  return {
    credential,
    model,
    plan: withModelNote(plan, generation, catalogue),
    service,
    findProblem,
  };
}

/**
 * Decides on whose account a schema is compiled. Compiling blocks the only thread, so unproven
 * credentials share a small budget for it; beyond that, Spark must accept the credential first.
 * Proving each one would cost every new caller a second handshake.
 */
async function toSchemaWork(
  { caller, prove }: Pick<Admitted, "caller" | "prove">,
  meter: Limits["schemas"],
): Promise<SchemaWork> {
  const owner = caller.key;
  if (!caller.unverified) return { owner, meter };
  if (!meter.hasLeft(UNPROVEN)) {
    await prove();
    return { owner, meter };
  }
  const add = (key: string, milliseconds: number): void => {
    meter.add(key, milliseconds);
    meter.add(UNPROVEN, milliseconds);
  };
  return { owner, meter: { require: meter.require, add } };
}

const UNPROVEN = "unproven";

/** Plans within the operator's limits on models and on the length of an answer. */
function toGivenPlan(
  generation: Generation,
  options: PlanOptions,
  settings: PlanDependencies["settings"] & Pick<ServerCredential, "gatewayKey">,
): Plan {
  const { model } = options;
  requireGiven(model, generation.model, settings);
  const plan = toPlan(generation, options);
  const cap = settings.serverMaxTokens;
  return cap === null
    ? plan
    : capTokens(plan, Math.min(cap, toMaxTokens(model, options.service)), generation);
}

/** Reports the model that answers if the caller named one of another family. */
function withModelNote(plan: Plan, { model }: Generation, catalogue: Catalogue): Plan {
  if (!catalogue.isPatterned(model)) return plan;
  return { ...plan, adjusted: [`model=${catalogue.findId(model)}`, ...plan.adjusted] };
}
