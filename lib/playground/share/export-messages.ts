import { listDrawn } from "../conversation/shown";
import { toFullText } from "../conversation/file-text";
import type { AnswerTurn, Conversation, Image, Turn, Variant } from "../conversation/types";

/** A message as OpenAI's API accepts it. */
export type Message =
  | { role: "system" | "assistant"; content: string }
  | { role: "user"; content: string | Part[] }
  | { role: "assistant"; content: string | null; tool_calls: Call[] }
  | { role: "tool"; tool_call_id: string; content: string };

type Part = { type: "text"; text: string } | { type: "image_url"; image_url: { url: string } };

type Call = { id: string; type: "function"; function: { name: string; arguments: string } };

/**
 * Returns the conversation as messages, with the variants that are shown. An image from the user's
 * disk is replaced by a word, because nobody else could open its address.
 */
export function toMessages({ parameters, turns }: Conversation, omitted: string): Message[] {
  const system = parameters.system?.trim();
  return [
    ...(system ? [{ role: "system", content: system } as const] : []),
    ...turns.flatMap((turn) => toMessage(turn, omitted)),
  ];
}

export function findShown({ variants, shown }: AnswerTurn): Variant | undefined {
  return variants[shown];
}

/** Returns the address of an image that anyone can open; undefined for one from the user's disk. */
export function findAddress({ kind, url }: Image): string | undefined {
  return kind === "url" && /^https?:/i.test(url) ? url : undefined;
}

function toMessage(turn: Turn, omitted: string): Message[] {
  switch (turn.role) {
    case "user":
      return [
        {
          role: "user",
          content: toContent(toFullText(turn.text, turn.files), turn.images, omitted),
        },
      ];
    case "tool":
      return [{ role: "tool", tool_call_id: turn.callId, content: turn.text }];
    case "assistant":
      return toAnswer(findShown(turn), omitted);
  }
}

/** An answer without content is not a message. */
function toAnswer(variant: Variant | undefined, omitted: string): Message[] {
  if (!variant) return [];
  // A drawn image is replaced by a word, because no message of the API can carry it back.
  const drawn = listDrawn(variant).map(() => omitted);
  const text = [variant.text, ...drawn].filter((part) => part !== "").join("\n");
  const { toolCalls } = variant;
  if (toolCalls.length === 0) return text ? [{ role: "assistant", content: text }] : [];
  const calls = toolCalls.map(({ id, name, arguments: given }): Call => ({
    id,
    type: "function",
    function: { name, arguments: given },
  }));
  return [{ role: "assistant", content: text || null, tool_calls: calls }];
}

function toContent(text: string, images: readonly Image[], omitted: string): string | Part[] {
  if (images.length === 0) return text;
  const parts = images.map((image): Part => {
    const url = findAddress(image);
    return url ? { type: "image_url", image_url: { url } } : { type: "text", text: omitted };
  });
  return text ? [{ type: "text", text }, ...parts] : parts;
}
