import { toAnthropicError } from "../../api/messages/errors/error";
import { readMessagesRequest } from "../../api/messages/read-request";
import { toGeneration } from "../../api/messages/to-generation";
import { createMessagesWriter } from "../../api/messages/writer";
import { createAccumulator } from "../../core/accumulator";
import { estimatePrompt, estimatePromptUsage } from "../../spark/chat/prompt-tokens";
import { type PrepareDependencies, prepareGeneration } from "../generate/prepare";
import { type RunDependencies, runGeneration } from "../generate/run-generation";
import { readJson } from "../http/body";
import { findAnthropicToken } from "../http/credential";
import type { Handler } from "../http/endpoint";
import { admit, type AdmitDependencies } from "../limits/admit";
import { withClaudeNames } from "./claude-names";

type Dependencies = AdmitDependencies & PrepareDependencies & RunDependencies;

/** Handles `POST /v1/messages`. */
export function createMessages(given: Dependencies): Handler {
  const dependencies = { ...withClaudeNames(given), findToken: findAnthropicToken };
  const { settings, randomId } = dependencies;
  return async (request, context) => {
    const admitted = await admit(request, context, dependencies);
    const read = readMessagesRequest(await readJson(request, admitted.body));
    const stream = read.request.stream ?? false;
    context.record({ stream });
    const generation = toGeneration(read);
    const prepared = await prepareGeneration(generation, admitted, { context, dependencies });

    const { plan } = prepared.upstream;
    const accumulator = createAccumulator({
      choiceCount: 1,
      estimatePrompt: () => estimatePromptUsage(plan),
      onFirstWord: () => context.record({ first_token_ms: context.elapsed() }),
    });
    const writer = createMessagesWriter({
      request: read.request,
      generation,
      accumulator,
      estimateInput: () => estimatePrompt(plan),
      elapsed: context.elapsed,
      heartbeatMs: settings.heartbeatMs,
      randomId,
    });
    const output = { stream, writer, accumulator, errors: toAnthropicError };
    return runGeneration(prepared, output, { context, dependencies });
  };
}
