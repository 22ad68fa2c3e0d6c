import type OpenAI from "openai";
import type {
  ChatCompletion,
  ChatCompletionChunk,
  ChatCompletionCreateParams,
} from "openai/resources/chat/completions";

import type { ChatBody, Usage } from "../conversation/types";
import { readAllowance, readReport } from "./headers";
import { readText } from "./read-field";
import { readCalls, readCitations } from "./read-parts";
import type { Delta, StreamEvent } from "./stream-events";

type Options = { client: OpenAI; signal: AbortSignal };

/**
 * Sends one request through the client that everyone else would use. Throws if the gateway rejects
 * it or the network fails. When the signal aborts, it throws or ends.
 */
export async function* streamEvents(
  body: ChatBody,
  { client, signal }: Options,
): AsyncGenerator<StreamEvent, void, undefined> {
  if (!isComplete(body)) throw new TypeError("A request needs a model and messages.");
  const { data, response } = await client.chat.completions.create(body, { signal }).withResponse();
  const { headers } = response;
  yield { type: "head", report: readReport(headers), allowance: readAllowance(headers) };
  if ("choices" in data) yield* toWholeEvents(data);
  else for await (const chunk of data) yield* toEvents(chunk);
}

/**
 * Checks only what the client needs. The gateway checks the rest, with better messages than a type.
 */
function isComplete(body: ChatBody): body is ChatBody & ChatCompletionCreateParams {
  return body.messages.length > 0;
}

function* toEvents({
  choices,
  usage,
}: ChatCompletionChunk): Generator<StreamEvent, void, undefined> {
  for (const { index, delta, finish_reason: reason } of choices) {
    yield { type: "delta", index, delta: toDelta(delta, reason) };
  }
  if (usage) yield { type: "usage", usage: toUsage(usage) };
}

function* toWholeEvents({
  choices,
  usage,
}: ChatCompletion): Generator<StreamEvent, void, undefined> {
  for (const { index, message, finish_reason: reason } of choices) {
    yield { type: "delta", index, delta: { ...toDelta(message, reason), isWhole: true } };
  }
  if (usage) yield { type: "usage", usage: toUsage(usage) };
}

/** Reads a chunk's delta or a whole message, which have the same fields. */
function toDelta(source: object, finishReason: string | null): Delta {
  const text = readText(source, "content");
  // An extension of the gateway, unknown to OpenAI's types.
  const reasoning = readText(source, "reasoning_content");
  const toolCalls = readCalls(source);
  const citations = readCitations(source);
  return {
    ...(text && { text }),
    ...(reasoning && { reasoning }),
    ...(toolCalls.length > 0 && { toolCalls }),
    ...(citations.length > 0 && { citations }),
    ...(finishReason && { finishReason }),
  };
}

function toUsage(usage: OpenAI.CompletionUsage): Usage {
  const { prompt_tokens, completion_tokens, total_tokens } = usage;
  const isEstimated = "estimated" in usage && usage.estimated === true;
  return {
    prompt_tokens,
    completion_tokens,
    total_tokens,
    ...(isEstimated && { estimated: true }),
  };
}
