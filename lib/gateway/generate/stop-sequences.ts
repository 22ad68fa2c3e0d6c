import type { Delta, Deltas } from "../../core/delta";
import type { LinkedAbort } from "../../streams/linked-abort";

/**
 * Ends the answer before the first stop sequence, which Spark does not support.
 *
 * Text that may start a stop sequence is held back until a later frame decides it. At a match, the
 * connection to Spark is aborted before the last delta is passed on, so that Spark stops at once.
 */
export async function* stopAt(
  source: Deltas,
  stops: readonly string[],
  connection: Pick<LinkedAbort, "abort" | "close">,
): Deltas {
  const scanner = createStopScanner(stops);
  try {
    yield* scan(source, scanner, connection.abort);
  } catch (error) {
    // Text that was held back arrived before the fault, so deliver it first.
    const rest = scanner.flush();
    if (rest !== "") yield [{ type: "text", text: rest }];
    throw error;
  } finally {
    connection.close();
  }
}

type Scanner = ReturnType<typeof createStopScanner>;

async function* scan(source: Deltas, scanner: Scanner, hangUp: () => void): Deltas {
  for await (const batch of source) {
    const kept: Delta[] = [];
    for (const delta of batch) {
      if (delta.type === "text") {
        const { text, stopSequence } = scanner.feed(delta.text);
        if (text !== "") kept.push({ type: "text", text });
        if (stopSequence !== null) {
          hangUp();
          kept.push({ type: "finish", reason: "stop", usage: null, endedBy: null, stopSequence });
          yield kept;
          return;
        }
      } else {
        // Text that precedes a call stays in front of it.
        const isAfterText = delta.type === "finish" || delta.type === "tool-call";
        const rest = isAfterText ? scanner.flush() : "";
        if (rest !== "") kept.push({ type: "text", text: rest });
        kept.push(delta);
      }
    }
    yield kept;
  }
}

/**
 * Finds the first completed stop sequence in text that arrives in pieces.
 *
 * Uses the Aho–Corasick automaton: each character moves one state, so the cost does not depend on
 * the number of pieces. The state's depth is the length of the text to hold back.
 */
export function createStopScanner(stops: readonly string[]) {
  const states = buildStates(stops);
  let state = 0;
  let held = "";

  return {
    /** Returns the text that is safe to show, and the stop sequence that follows it, if any. */
    feed(piece: string): { text: string; stopSequence: string | null } {
      const text = held + piece;
      for (let index = held.length; index < text.length; index += 1) {
        state = step(states, state, text.charAt(index));
        const matched = states[state]?.matched ?? 0;
        if (matched > 0) {
          held = "";
          const start = index + 1 - matched;
          return { text: text.slice(0, start), stopSequence: text.slice(start, index + 1) };
        }
      }
      const keep = safeHold(text, states[state]?.depth ?? 0);
      held = text.slice(text.length - keep);
      return { text: text.slice(0, text.length - keep), stopSequence: null };
    },
    /** Returns the text that was held back, once nothing more can follow. */
    flush(): string {
      const rest = held;
      held = "";
      state = 0;
      return rest;
    },
  };
}

type State = { next: Map<string, number>; fail: number; depth: number; matched: number };

function buildStates(stops: readonly string[]): State[] {
  const states: State[] = [{ next: new Map(), fail: 0, depth: 0, matched: 0 }];
  for (const stop of stops) {
    let at = 0;
    for (let index = 0; index < stop.length; index += 1) at = grow(states, at, stop.charAt(index));
    const last = states[at];
    if (last) last.matched = stop.length;
  }
  linkFailures(states);
  return states;
}

function grow(states: State[], at: number, character: string): number {
  const known = states[at]?.next.get(character);
  if (known !== undefined) return known;
  states.push({ next: new Map(), fail: 0, depth: (states[at]?.depth ?? 0) + 1, matched: 0 });
  states[at]?.next.set(character, states.length - 1);
  return states.length - 1;
}

/** Breadth first, so that a state's fallback is complete before the state itself. */
function linkFailures(states: State[]): void {
  const queue = [0];
  for (const at of queue) {
    const state = states[at];
    if (!state) continue;
    for (const [character, child] of state.next) {
      queue.push(child);
      const target = states[child];
      if (!target) continue;
      target.fail = at === 0 ? 0 : step(states, state.fail, character);
      // The state's own match is the longest one that ends here; a fallback's is shorter.
      if (target.matched === 0) target.matched = states[target.fail]?.matched ?? 0;
    }
  }
}

function step(states: readonly State[], from: number, character: string): number {
  for (let at = from; ; at = states[at]?.fail ?? 0) {
    const next = states[at]?.next.get(character);
    if (next !== undefined) return next;
    if (at === 0) return 0;
  }
}

/** Avoids a cut between the halves of a surrogate pair. */
function safeHold(text: string, depth: number): number {
  const first = text.charCodeAt(text.length - depth);
  const before = text.charCodeAt(text.length - depth - 1);
  const isPair = first >= 0xdc00 && first <= 0xdfff && before >= 0xd800 && before <= 0xdbff;
  return isPair ? depth + 1 : depth;
}
