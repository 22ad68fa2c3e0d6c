import type { Generation } from "../../core/generation";
import type { Service } from "../../core/service";
import type { Catalogue } from "../../spark/catalogue";
import { capTokens } from "../../spark/chat/cap-tokens";
import { type Plan, type PlanOptions, toPlan } from "../../spark/chat/plan";
import { type Model, toMaxTokens } from "../../spark/models";
import type { Settings } from "../config/settings";
import type { Credential } from "../http/credential";
import type { AppPool } from "../pool/pool";
import { requireGiven, requireModel, requireService } from "./find-model";
import { openWith } from "./open-with";
import { createJsonCheck, type FindProblem } from "./json-schema";

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
};

/**
 * Validates and plans a generation without counting, reserving or sending anything.
 * @throws GatewayError
 */
export async function planGeneration(
  generation: Generation,
  presented: Credential,
  { settings, pool }: PlanDependencies,
): Promise<PlannedGeneration> {
  const { catalogue } = settings;
  const model = requireModel(generation, catalogue);
  const credential = openWith(presented, model);
  const service =
    credential.owner === "caller" ? credential.service : requireService(model, catalogue, pool);
  const options = { model, service, catalogue };
  const plan =
    credential.owner === "server"
      ? toGivenPlan(generation, options, settings)
      : toPlan(generation, options);
  const findProblem = plan.format ? await createJsonCheck(plan.format) : null;
  return {
    credential,
    model,
    plan: withModelNote(plan, generation, catalogue),
    service,
    findProblem,
  };
}

/** Plans within the operator's limits on models and on the length of an answer. */
function toGivenPlan(
  generation: Generation,
  options: PlanOptions,
  settings: PlanDependencies["settings"],
): Plan {
  const { model } = options;
  requireGiven(model, generation.model, settings.serverModels);
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
