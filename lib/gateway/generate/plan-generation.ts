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

/** Spark's request, as it would be sent. */
export type PlannedGeneration = {
  /** As the model takes it. */
  credential: Credential;
  model: Model;
  plan: Plan;
  service: Service;
  /** Checks an answer that must be JSON; null: any text will do. */
  findProblem: FindProblem | null;
};

export type PlanDependencies = {
  settings: Pick<Settings, "catalogue" | "serverModels" | "serverMaxTokens">;
  pool: AppPool;
};

/** Checks what is asked for and plans it; nothing is counted, reserved or sent. @throws GatewayError */
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

/** No more than the operator gives away: of the models, and of each answer's length. */
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

/** Whoever asked for another family of models is told which one answers. */
function withModelNote(plan: Plan, { model }: Generation, catalogue: Catalogue): Plan {
  if (!catalogue.isPatterned(model)) return plan;
  return { ...plan, adjusted: [`model=${catalogue.findId(model)}`, ...plan.adjusted] };
}
