import { readMessagesRequest } from "../../api/messages/read-request";
import { toGeneration } from "../../api/messages/to-generation";
import { estimatePrompt } from "../../spark/chat/prompt-tokens";
import { type PlanDependencies, planGeneration } from "../generate/plan-generation";
import { readJson } from "../http/body";
import { findAnthropicToken } from "../http/credential";
import type { Handler } from "../http/endpoint";
import { type AdmitDependencies, identify } from "../limits/admit";
import { withClaudeNames } from "./claude-names";
import { toJsonAnswer } from "../http/answer";

/**
 * Handles `POST /v1/messages/count_tokens`: estimates the tokens of exactly the request that Spark
 * would get. Spark is not asked, so no limit applies. Clients send dozens at once to show how their
 * context is used.
 */
export function createCountTokens(given: AdmitDependencies & PlanDependencies): Handler {
  const dependencies = { ...withClaudeNames(given), findToken: findAnthropicToken };
  return async (request, context) => {
    const admitted = identify(request, context, dependencies);
    const read = readMessagesRequest(await readJson(request, admitted.body), true);
    const generation = toGeneration(read);
    const { model, plan } = await planGeneration(generation, admitted, dependencies);
    context.record({ model: model.id });
    return toJsonAnswer({ input_tokens: Math.max(1, estimatePrompt(plan)) });
  };
}
