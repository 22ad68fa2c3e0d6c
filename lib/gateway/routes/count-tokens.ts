import { readMessagesRequest } from "../../api/messages/read-request";
import { toGeneration } from "../../api/messages/to-generation";
import { estimatePrompt } from "../../spark/chat/prompt-tokens";
import { planGeneration } from "../generate/plan-generation";
import { readJson } from "../http/body";
import { findAnthropicToken, readCredential } from "../http/credential";
import type { Handler } from "../http/endpoint";
import type { AppPool } from "../pool/pool";
import type { Settings } from "../config/settings";
import { withClaudeNames } from "./claude-names";
import { toJsonAnswer } from "../http/answer";

/**
 * Handles `POST /v1/messages/count_tokens`: estimates the tokens of exactly the request that Spark
 * would get. Spark is not asked, so no limit applies. Clients send dozens at once to show how their
 * context is used.
 */
export function createCountTokens(given: { settings: Settings; pool: AppPool }): Handler {
  const dependencies = withClaudeNames(given);
  const { settings } = dependencies;
  return async (request, context) => {
    const credential = readCredential(request.headers, settings, findAnthropicToken);
    const read = readMessagesRequest(await readJson(request, settings.maxBodyBytes), true);
    const generation = toGeneration(read);
    const { model, plan } = await planGeneration(generation, credential, dependencies);
    context.record({ model: model.id });
    return toJsonAnswer({ input_tokens: Math.max(1, estimatePrompt(plan)) });
  };
}
