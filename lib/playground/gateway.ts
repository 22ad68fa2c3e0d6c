import OpenAI from "openai";
import type { ChatCompletionChunk } from "openai/resources/chat/completions";

import type { Piece } from "./turn";

/** All that the page asks of the gateway, through the client that everybody else would use. */
export async function listModels(key: string): Promise<string[]> {
  const page = await createClient(key).models.list();
  return page.data.map(({ id }) => id);
}

export type Question = { model: string; message: string; key: string };

/**
 * One question, without the ones before it. Throws when the gateway refuses or the network fails;
 * when the signal aborts, it may just as well end.
 */
export async function* ask(
  { model, message, key }: Question,
  signal: AbortSignal,
): AsyncGenerator<Piece, void, undefined> {
  const stream = await createClient(key).chat.completions.create(
    {
      model,
      messages: [{ role: "user", content: message }],
      stream: true,
      stream_options: { include_usage: true },
    },
    { signal },
  );
  for await (const chunk of stream) yield* toPieces(chunk);
}

function createClient(key: string): OpenAI {
  return new OpenAI({
    baseURL: `${location.origin}/v1`,
    apiKey: key || "any",
    // It warns of showing one's own key to strangers. Here the key is the reader's, or none.
    dangerouslyAllowBrowser: true,
    // A refusal is to be seen, not waited out.
    maxRetries: 0,
  });
}

function* toPieces({ choices, usage }: ChatCompletionChunk): Generator<Piece, void, undefined> {
  for (const { delta, finish_reason: reason } of choices) {
    // An extension of the gateway, unknown to OpenAI's types.
    const reasoning = "reasoning_content" in delta ? delta.reasoning_content : null;
    if (typeof reasoning === "string" && reasoning) yield { type: "reasoning", text: reasoning };
    if (delta.content) yield { type: "text", text: delta.content };
    if (reason) yield { type: "finish", reason };
  }
  if (usage) {
    yield {
      type: "usage",
      usage: {
        promptTokens: usage.prompt_tokens,
        completionTokens: usage.completion_tokens,
        isEstimated: "estimated" in usage && usage.estimated === true,
      },
    };
  }
}
