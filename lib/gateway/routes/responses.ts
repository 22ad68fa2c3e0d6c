import { toResponsesError } from "../../api/responses/error";
import { readResponseRequest } from "../../api/responses/request/read-request";
import { toResponseBase } from "../../api/responses/response/response-object";
import { toGeneration, wantsSummary } from "../../api/responses/request/to-generation";
import { createResponseWriter } from "../../api/responses/response/writer";
import { createAccumulator } from "../../core/accumulator";
import { estimatePromptUsage } from "../../spark/chat/prompt-tokens";
import { findPathVersion, toHttpModel } from "../../spark/models";
import { type PrepareDependencies, prepareGeneration } from "../generate/prepare";
import { type RunDependencies, runGeneration } from "../generate/run-generation";
import { readJson } from "../http/body";
import type { Handler } from "../http/endpoint";
import { admit, type AdmitDependencies } from "../limits/admit";
import { openConversation, type StoreDependencies } from "../store/conversation";

type Dependencies = AdmitDependencies & PrepareDependencies & RunDependencies & StoreDependencies;

const SOURCES = "web_search_call.action.sources";

/** Handles `POST /v1/responses`. */
export function createResponses(dependencies: Dependencies): Handler {
  const { randomId, now } = dependencies;
  return async (request, context) => {
    const admitted = await admit(request, context, dependencies);
    const body = await readJson(request, admitted.body);
    const read = readResponseRequest(body);
    const { request: asked, sent } = read;
    const stream = asked.stream ?? false;
    context.record({ stream });
    const conversation = await openConversation(asked, request.headers, dependencies);
    const { generation, toolNames } = toGeneration(read, conversation.input);
    const prepared = await prepareGeneration(generation, admitted, { context, dependencies });

    const { plan, model } = prepared.upstream;
    const accumulator = createAccumulator({
      choiceCount: 1,
      estimatePrompt: () => estimatePromptUsage(plan),
      onFirstWord: () => context.record({ first_token_ms: context.elapsed() }),
    });
    const id = `resp_${randomId()}`;
    const metadata = {
      id,
      created: Math.floor(now().getTime() / 1000),
      model: asked.model,
      // The version is a segment of the WebSocket's path; HTTP has none.
      version: prepared.service === "socket" ? findPathVersion(model) : undefined,
      domain: model.domain ?? toHttpModel(model),
    };
    const writer = createResponseWriter({
      base: toResponseBase(metadata, sent),
      output: {
        toolNames,
        isSingle: !generation.parallelCalls,
        hasSearch: generation.webSearch !== undefined,
        withSources: asked.include?.includes(SOURCES) ?? false,
        asSummary: wantsSummary(asked),
        randomId,
      },
      accumulator,
      now,
      save: conversation.toSave(id),
    });
    const output = { stream, writer, accumulator, errors: toResponsesError };
    return runGeneration(prepared, output, { context, dependencies });
  };
}
