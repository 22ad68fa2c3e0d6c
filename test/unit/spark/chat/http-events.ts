import type { Delta } from "@/lib/core/delta";
import { findFailure } from "@/lib/core/errors";
import type { Source } from "@/lib/streams/source";
import { toHttpDeltas } from "@/lib/spark/chat/http-deltas";

type Options = { delta?: object; usage?: unknown; over?: object; finish?: string };

/** Writes an event as v1 sends it. */
export function event({ delta = { content: "a" }, usage, over, finish }: Options = {}): string {
  return JSON.stringify({
    code: 0,
    message: "Success",
    sid: "cha1",
    id: "cha1",
    created: 1,
    choices: [{ delta: { role: "assistant", ...delta }, index: 0, finish_reason: finish }],
    usage,
    ...over,
  });
}
export const DONE = "[DONE]";
export const USAGE = { prompt_tokens: 2, completion_tokens: 3, total_tokens: 5 };
export const usage = { questionTokens: 0, promptTokens: 2, completionTokens: 3, totalTokens: 5 };
export const start = { type: "start", sid: "cha1" };
export const text = { type: "text", text: "a" };
export const end = (over: object = {}) => ({
  type: "finish",
  reason: "stop",
  usage,
  endedBy: null,
  ...over,
});
export const called = (name: string, args: string) => ({
  type: "tool-call",
  name,
  arguments: args,
});
export const withoutUsage = end({ usage: null });
export const refusal = (code: number | string, message = "no"): string =>
  JSON.stringify({ code, message, sid: "cha1" });

export async function* from(batches: readonly (readonly string[])[], error?: Error) {
  yield* batches;
  if (error) throw error;
}

export async function follow(source: Source<readonly string[]>, maxTokens?: number) {
  const batches: (readonly Delta[])[] = [];
  const late: string[] = [];
  const options = { maxTokens, onLateFrame: (raw: string) => void late.push(raw) };
  try {
    for await (const batch of toHttpDeltas(source, options)) batches.push(batch);
    return { batches, deltas: batches.flat(), late, failure: undefined };
  } catch (error) {
    return { batches, deltas: batches.flat(), late, failure: findFailure(error) };
  }
}
export const read = (raws: readonly string[], maxTokens?: number) =>
  follow(from([raws]), maxTokens);

export const call = (named: object, rest: object = {}) => ({
  type: "function",
  function: named,
  ...rest,
});
export const calls = (tool_calls: unknown) => event({ delta: { content: "", tool_calls } });
export const F = { name: "f", arguments: '{"x":1}' };
export const G = { name: "g", arguments: "{}" };
export const f = called("f", F.arguments);
export const g = called("g", "{}");

export const found = (outputs: unknown) => ({ type: "web_search", web_search: { outputs } });
export const searched = (outputs: unknown) =>
  event({ delta: { role: "tool", content: "", tool_calls: [found(outputs)] } });
