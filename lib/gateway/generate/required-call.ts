import type { Delta, Deltas, Finish } from "../../core/delta";
import { GatewayError } from "../../core/errors";
import { addUsage, isCut, type Tried } from "./add-usage";

/** Asks Spark; the second time with the text that came in place of the call. */
type Ask = (text: string | null) => Deltas;

/**
 * An answer that is certain to hold the call that was demanded: what comes before the first call is held
 * back, and an answer without one is asked for once more. An answer that was cut stands as it is.
 * @throws GatewayError `invalid-output` when the second try makes no call either
 */
export async function* requireCall(ask: Ask): Deltas {
  const first = yield* passCall(ask(null), null);
  if (!first) return;
  const second = yield* passCall(ask(first.text), first);
  if (second) {
    throw new GatewayError({
      kind: "invalid-output",
      problem: "it made no call",
      ...(second.sid && { sid: second.sid }),
    });
  }
}

type Missing = Tried & { sid: string | undefined };

/** Hands on an answer from its first call on; returns what there was where no call came. */
async function* passCall(
  source: Deltas,
  before: Missing | null,
): AsyncGenerator<readonly Delta[], Missing | null, undefined> {
  const holder = createHolder(before);
  for await (const batch of source) {
    for (const delta of batch) {
      const missing = holder.add(delta);
      if (missing) return missing;
    }
    const passed = holder.release();
    if (passed.length > 0) yield passed;
  }
  return null;
}

function createHolder(before: Missing | null) {
  let held: Delta[] = [];
  let isOpen = false;
  let text = "";
  let sid: string | undefined;
  return {
    /** What was said, where the answer ends without a call. */
    add(delta: Delta): Missing | undefined {
      if (delta.type === "text") text += delta.text;
      if (delta.type === "start") ({ sid } = delta);
      isOpen ||= delta.type === "tool-call" || (delta.type === "finish" && isCut(delta));
      if (delta.type !== "finish") held.push(delta);
      else if (isOpen) held.push(addCost(delta, text, before));
      else return { text, finish: delta, sid };
      return undefined;
    },
    /** What may be handed on by now. */
    release(): readonly Delta[] {
      if (!isOpen) return [];
      const released = held;
      held = [];
      return released;
    },
  };
}

function addCost(finish: Finish, text: string, before: Missing | null): Finish {
  return before ? { ...finish, usage: addUsage(before, { text, finish }) } : finish;
}
