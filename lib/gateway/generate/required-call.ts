import type { PromptUsage } from "../../core/accumulator";
import type { Delta, Deltas, Finish } from "../../core/delta";
import { GatewayError } from "../../core/errors";
import { addUsage, isCut, type Tried } from "./add-usage";

export type RequiredCallOptions = {
  /** Asks Spark; the second time with the text that came instead of the call. */
  ask: (text: string | null) => Deltas;
  /** Reports whether the caller demanded this function; calls of others are dropped. */
  isDemanded: (name: string) => boolean;
  estimatePrompt: () => PromptUsage;
};

/**
 * Yields an answer that is certain to contain the demanded call. Everything before the first call
 * is held back, and an answer without a call is requested once more. An answer that moderation or
 * the token limit cut off is passed on, and the caller sees its finish reason.
 * @throws GatewayError `invalid-output` if the second attempt makes no call either
 */
export async function* requireCall(options: RequiredCallOptions): Deltas {
  const first = yield* passCall(null, options);
  if (!first) return;
  const second = yield* passCall(first, options);
  if (second) {
    throw new GatewayError({
      kind: "invalid-output",
      problem: "it made no call",
      ...(second.sid && { sid: second.sid }),
    });
  }
}

type Missing = Tried & { sid: string | undefined };

/** Passes an answer on from its first call. Returns the text if there was no call. */
async function* passCall(
  before: Missing | null,
  options: RequiredCallOptions,
): AsyncGenerator<readonly Delta[], Missing | null, undefined> {
  const holder = createHolder(before, options);
  for await (const batch of options.ask(before && before.text)) {
    for (const delta of batch) {
      const missing = holder.add(delta);
      if (missing) return missing;
    }
    const passed = holder.release();
    if (passed.length > 0) yield passed;
  }
  return null;
}

function createHolder(
  before: Missing | null,
  { isDemanded, estimatePrompt }: Omit<RequiredCallOptions, "ask">,
) {
  let held: Delta[] = [];
  let isOpen = false;
  let text = "";
  let sid: string | undefined;
  const addCost = (finish: Finish, said: string): Finish =>
    before
      ? { ...finish, usage: addUsage(before, { text: said, finish }, estimatePrompt) }
      : finish;

  return {
    /** Adds a delta. Returns the text if the answer ends without a call. */
    add(delta: Delta): Missing | undefined {
      if (delta.type === "text") text += delta.text;
      if (delta.type === "start") ({ sid } = delta);
      if (delta.type === "tool-call" && !isDemanded(delta.name)) return undefined;
      isOpen ||= delta.type === "tool-call" || (delta.type === "finish" && isCut(delta));
      if (delta.type !== "finish") held.push(delta);
      else if (isOpen) held.push(addCost(delta, text));
      else return { text, finish: delta, sid };
      return undefined;
    },
    /** Returns the deltas that can be passed on now. */
    release(): readonly Delta[] {
      if (!isOpen) return [];
      const released = held;
      held = [];
      return released;
    },
  };
}
