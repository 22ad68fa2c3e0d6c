import { toOpenAiError } from "../../api/openai/errors/error";
import { readChatRequest } from "../../api/chat-completions/read-request";
import { toGeneration } from "../../api/chat-completions/to-generation";
import { createChatWriter } from "../../api/chat-completions/writer";
import { createAccumulator } from "../../core/accumulator";
import { estimatePromptUsage } from "../../spark/chat/prompt-tokens";
import { findPathVersion, toHttpModel } from "../../spark/models";
import { type PrepareDependencies, prepareGeneration } from "../generate/prepare";
import { type RunDependencies, runGeneration } from "../generate/run-generation";
import { readJson } from "../http/body";
import type { Handler } from "../http/endpoint";
import { admit, type AdmitDependencies } from "../limits/admit";

type Dependencies = AdmitDependencies & PrepareDependencies & RunDependencies;

/** Handles `POST /v1/chat/completions`. */
export function createChatCompletions(dependencies: Dependencies): Handler {
  const { randomId, now } = dependencies;
  return async (request, context) => {
    const admitted = await admit(request, context, dependencies);
    const body = await readJson(request, admitted.body);
    const read = readChatRequest(body);
    const { request: asked } = read;
    const stream = asked.stream ?? false;
    context.record({ stream });
    const generation = toGeneration(read);
    const prepared = await prepareGeneration(generation, admitted, { context, dependencies });

    const { plan, model } = prepared.upstream;
    const accumulator = createAccumulator({
      choiceCount: generation.choiceCount.value,
      estimatePrompt: () => estimatePromptUsage(plan),
      onFirstWord: () => context.record({ first_token_ms: context.elapsed() }),
    });
    const writer = createChatWriter({
      request: asked,
      generation,
      metadata: {
        id: `chatcmpl-${randomId()}`,
        created: Math.floor(now().getTime() / 1000),
        model: asked.model,
        // The version is a segment of the WebSocket's path; HTTP has none.
        version: prepared.service === "socket" ? findPathVersion(model) : undefined,
        domain: model.domain ?? toHttpModel(model),
      },
      accumulator,
      randomId,
    });
    const output = { stream, writer, accumulator, errors: toOpenAiError };
    return runGeneration(prepared, output, { context, dependencies });
  };
}
