import type { Delta, Deltas, Finish, Usage } from "../../core/delta";
import { GatewayError } from "../../core/errors";
import { OUTPUT_MODERATED, SUSPECTED, toRejection } from "../codes";
import { findUsage, isLast, listReferences, readFrame, toArgumentText } from "./frame";
import type { Source } from "../../streams/source";
import type { SparkFrame } from "./frame-schema";
import type { CallerNames } from "./function-names";
import { type AnswerReader, isFull, readAnswer, requireWords, toUsage } from "./answer-reader";

/**
 * Spark's frames as deltas, batch for batch. The first batch holds the `start`, even where the
 * first frame says nothing yet: that frame decides the status of the whole answer.
 */
export function toWebSocketDeltas(
  batches: Source<readonly string[]>,
  { maxTokens, names = SAME_NAMES, onLateFrame, onFrames = nothing }: DeltaOptions,
): Deltas {
  return readAnswer(batches, createFrameReader(maxTokens, names), {
    onLate: onLateFrame,
    onFrames,
  });
}

export type DeltaOptions = {
  /** What Spark was asked to stop at, for telling `length` from `stop`. */
  maxTokens: number | undefined;
  /** For calls, which get the caller's own names back. */
  names?: CallerNames;
  /** A frame after the end: to be logged, not to be read. */
  onLateFrame: (raw: string) => void;
  /** So many frames have arrived. */
  onFrames?: ((count: number) => void) | undefined;
};

function createFrameReader(maxTokens: number | undefined, names: CallerNames): AnswerReader {
  let sid: string | undefined;
  let spoken = false;
  let thought = false;
  let called = false;
  let finished = false;
  let counted: Usage | null = null;

  const finish = (reason: Finish["reason"], usage: Usage | null, endedBy: number | null): Delta => {
    // Thoughts alone are an answer only where there was no room for more.
    requireWords(spoken || (thought && reason === "length"));
    finished = true;
    return { type: "finish", reason, usage, endedBy };
  };

  /** The end of an answer that stands, and why it came. */
  const conclude = (endedBy: number | null): Delta => {
    // A call may be cut as well, and its arguments are then no JSON.
    if (isFull(counted, maxTokens)) return finish("length", counted, endedBy);
    return finish(called ? "tool_calls" : "stop", counted, endedBy);
  };

  const hear = (frame: SparkFrame): Delta[] => {
    const { code } = frame.header;
    // A suspicion may share its frame with the last words; any other code has none.
    const said = code === 0 || code === SUSPECTED ? toSpeech(frame, names) : [];
    for (const { type } of said) {
      called ||= type === "tool-call";
      thought ||= type === "reasoning";
      spoken ||= type === "text" || called;
    }
    // With the last frame, as a rule; where it came earlier, it was counted all the same.
    const usage = frame.payload?.usage && findUsage(frame);
    if (usage) counted = toUsage(usage);
    return said;
  };

  const refuse = (frame: SparkFrame): Delta => {
    const { code, message } = frame.header;
    if (spoken && code === OUTPUT_MODERATED) return finish("content_filter", null, code);
    throw new GatewayError(toRejection(code, message ?? "", sid || null));
  };

  return {
    get sid() {
      return sid;
    },
    get finished() {
      return finished;
    },
    read(raw) {
      const frame = readFrame(raw);
      if (!frame) throw new GatewayError({ kind: "spark-invalid", detail: "an unreadable frame" });
      const first = sid === undefined;
      sid ||= frame.header.sid ?? "";
      const { code } = frame.header;
      const said = hear(frame);
      if (code !== 0 && !(code === SUSPECTED && spoken)) return [refuse(frame)];

      const deltas: Delta[] = first ? [{ type: "start", sid }, ...said] : said;
      if (code !== 0) deltas.push(conclude(code));
      else if (isLast(frame)) deltas.push(conclude(null));
      return deltas;
    },
    // A WebSocket has no end but the last frame: the exchange throws where there was none.
    end: () => [],
  };
}

function toSpeech(frame: SparkFrame, names: CallerNames): Delta[] {
  const deltas: Delta[] = [];
  const citations = listReferences(frame);
  if (citations.length > 0) deltas.push({ type: "citations", citations });
  for (const item of frame.payload?.choices?.text ?? []) {
    if (!item) continue;
    if (item.reasoning_content) deltas.push({ type: "reasoning", text: item.reasoning_content });
    if (item.content) deltas.push({ type: "text", text: item.content });
    // A call without a name cannot be made, so it is none.
    if (item.function_call?.name) {
      const { name, arguments: given } = item.function_call;
      const call = { name: names.toCaller(name), arguments: toArgumentText(given) };
      deltas.push({ type: "tool-call", ...call });
    }
  }
  return deltas;
}

export const nothing = (): void => {};

/** Where no name was changed. */
export const SAME_NAMES: CallerNames = { toCaller: (name) => name };
