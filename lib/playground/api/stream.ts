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
 * One request, through the client that everybody else would use. Throws when the gateway refuses or
 * the network fails; when the signal aborts, it may just as well end.
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

/** The gateway checks the rest, and says what is wrong better than a type could. */
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

/** A chunk's delta and a whole message say the same things in the same places. */
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
