import type { Accumulator } from "../../core/accumulator";
import type { Generation } from "../../core/generation";
import type { Writer } from "../../core/writer";
import { PING, toEvents } from "./events";
import type { MessageOptions } from "./message";
import type { MessagesRequest } from "./request-schema";
import type { AnthropicErrorBody } from "./types";
import { toWhole } from "./whole";

export type MessagesWriterOptions = {
  request: MessagesRequest;
  generation: Generation;
  accumulator: Accumulator;
  randomId: () => string;
} & Pick<MessageOptions, "estimateInput" | "elapsed" | "heartbeatMs">;

/** Creates the writer for named events, or for one message. */
export function createMessagesWriter(options: MessagesWriterOptions): Writer<AnthropicErrorBody> {
  const { request, generation, accumulator, randomId } = options;
  const { estimateInput, elapsed, heartbeatMs } = options;
  const hasSearch = generation.webSearch !== undefined;
  const common: MessageOptions = {
    id: `msg_${randomId()}`,
    model: request.model,
    thinking: toThinking(request),
    hasSearch,
    query: hasSearch ? toQuery(request) : null,
    isSingle: !generation.parallelCalls,
    accumulator,
    estimateInput,
    elapsed,
    heartbeatMs,
    randomId,
  };
  return {
    events: (batches, how) => toEvents(batches, { ...common, ...how }),
    whole: (batches) => toWhole(batches, common),
    heartbeat: PING,
  };
}

function toThinking({ thinking }: MessagesRequest): MessageOptions["thinking"] {
  if (thinking === undefined || thinking.type === "disabled") return null;
  return thinking.display === "omitted" ? "omitted" : "shown";
}

const MAX_QUERY_CHARACTERS = 200;

/**
 * Derives the query from the start of the last text that the user wrote, because Spark does not
 * report its query.
 */
function toQuery({ messages }: MessagesRequest): string {
  const texts = messages.map(({ role, content }) => {
    if (role !== "user") return "";
    if (typeof content === "string") return content.trim();
    return content
      .map((block) => (block.type === "text" ? block.text : ""))
      .join("")
      .trim();
  });
  const text = texts.findLast((one) => one !== "") ?? "";
  return text.slice(0, MAX_QUERY_CHARACTERS).toWellFormed();
}
