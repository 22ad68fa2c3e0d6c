import type { Accumulator } from "../../core/accumulator";
import type { Generation } from "../../core/generation";
import type { Writer } from "../../core/writer";
import type { OpenAiErrorBody } from "../openai/errors/error";
import { KEEP_ALIVE } from "../common/sse";
import { toEvents } from "./chunks";
import { toCompletion } from "./completion";
import { createFormatter } from "./formatter";
import type { ChatRequest } from "./request-schema";
import type { ResponseMetadata } from "./response-metadata";
import { usesLegacyTools } from "./to-tools";

export type ChatWriterOptions = {
  request: ChatRequest;
  generation: Generation;
  metadata: ResponseMetadata;
  accumulator: Accumulator;
  randomId: () => string;
};

/** Creates the writer for chunks, or for one completion. */
export function createChatWriter(options: ChatWriterOptions): Writer<OpenAiErrorBody> {
  const { request, generation, metadata, accumulator, randomId } = options;
  const common = {
    metadata,
    accumulator,
    choiceCount: generation.choiceCount.value,
    formatter: createFormatter({
      isLegacy: usesLegacyTools(request),
      isSingle: !generation.parallelCalls,
      hasCitations: generation.webSearch !== undefined,
      randomId,
    }),
  };
  const includeUsage = request.stream_options?.include_usage ?? false;
  return {
    events: (batches, { isEarly, explain }) =>
      toEvents(batches, { ...common, includeUsage, isEarly, explain }),
    whole: (batches) => toCompletion(batches, common),
    heartbeat: KEEP_ALIVE,
  };
}
