import { GatewayError } from "../../core/errors";
import type { Generation, Named } from "../../core/generation";
import type { Service } from "../../core/service";
import type { ImageInput } from "../../spark/chat/image";
import type { Plan } from "../../spark/chat/plan";
import { estimatePrompt } from "../../spark/chat/prompt-tokens";
import { toMaxTokens, VERSIONED_ID } from "../../spark/models";
import type { Settings } from "../config/settings";
import type { Credential } from "../http/credential";
import type { RequestContext } from "../http/request-context";
import type { LoadImage } from "../image/load-image";
import { type Account, openAccount } from "../limits/account";
import { type Admitted, admitChoices } from "../limits/admit";
import type { Limits } from "../limits/limits";
import type { AppPool } from "../pool/pool";
import { requireModel } from "./find-model";
import type { FindProblem } from "./json-schema";
import { planGeneration } from "./plan-generation";
import { createTokenUsage, type TokenUsage } from "./token-usage";
import type { UpstreamRequest } from "./upstream";

/** A generation that was validated and may be run. */
export type PreparedGeneration = {
  generation: Generation;
  credential: Credential;
  service: Service;
  upstream: UpstreamRequest;
  /** Checks an answer that must be JSON; null if any text is valid. */
  findProblem: FindProblem | null;
  /** Fields without effect, to be reported. */
  ignored: readonly string[];
  /** The caller's account for this request. Its holder must settle it in every case. */
  account: Account;
  /** Counts the tokens of the answer; null if no budget pays for it. */
  usage: TokenUsage | null;
};

export type PrepareDependencies = {
  settings: Settings;
  pool: AppPool;
  limits: Limits;
  loadImage: LoadImage;
};

/**
 * Validates a generation, plans Spark's request and reserves the budget. An image is downloaded
 * only after everything else has been checked.
 * @throws GatewayError
 */
export async function prepareGeneration(
  generation: Generation,
  admitted: Admitted,
  { context, dependencies }: { context: RequestContext; dependencies: PrepareDependencies },
): Promise<PreparedGeneration> {
  const { settings, limits, loadImage } = dependencies;
  const { caller } = admitted;
  const model = requireModel(generation, settings.catalogue);
  context.record({ model: model.id });
  const choiceCount = requireChoiceCount(generation.choiceCount, settings.maxN);
  await admitChoices(caller, choiceCount, { context, dependencies });
  const planned = await planGeneration(generation, admitted, dependencies);
  const { credential, plan, service, findProblem } = planned;
  const usage = credential.owner === "server" && limits.tokens ? createTokenUsage() : null;
  const account = await openAccount(
    caller,
    usage && {
      budget: limits.tokens,
      worstCase: () => choiceCount * toWorstCase(plan, toMaxTokens(model, service)),
      spent: usage.total,
    },
    limits,
  );
  const load = async (asked: ImageInput): Promise<string> => {
    // Nothing is fetched or decoded for a made-up credential.
    await admitted.prove();
    const { key } = caller;
    return loadImage(asked, { owner: key, hold: admitted.body.hold, signal: context.signal });
  };
  const image = plan.image ? await settledOnFailure(load(plan.image), account) : null;
  return {
    generation,
    credential,
    service,
    upstream: { plan, model, image, endUser: generation.endUser },
    findProblem,
    ignored: listIgnored(generation, settings.catalogue.findId(generation.model)),
    account,
    usage,
  };
}

async function settledOnFailure<T>(work: Promise<T>, account: Account): Promise<T> {
  try {
    return await work;
  } catch (error) {
    await account.settle();
    throw error;
  }
}

function requireChoiceCount({ name, value }: Named<number>, maxN: number): number {
  if (value <= maxN) return value;
  throw new GatewayError({
    kind: "invalid-request",
    message: `\`${name}\` may be ${maxN} at most on this gateway.`,
    param: name,
  });
}

function listIgnored(generation: Generation, id: string | undefined): string[] {
  const { version, ignored, unknown } = generation;
  const isIdle = version !== undefined && id !== VERSIONED_ID;
  return [...ignored, ...(isIdle ? ["version"] : []), ...unknown];
}

/** Returns the tokens of the prompt plus the longest possible answer. */
function toWorstCase(plan: Plan, maxTokens: number): number {
  return estimatePrompt(plan) + (plan.sampling.max_tokens ?? maxTokens);
}
