import type { Delta, Deltas, Finish, Usage } from "../../core/delta";
import { GatewayError } from "../../core/errors";
import { OUTPUT_MODERATED, SUSPECTED, toRejection } from "../codes";
import { findUsage, isLast, listReferences, readFrame, toArgumentText } from "./frame";
import type { Source } from "../../streams/source";
import type { SparkFrame } from "./frame-schema";
import type { CallerNames } from "./function-names";
import { type AnswerReader, isFull, readAnswer, requireWords, toUsage } from "./answer-reader";

/**
 * Converts Spark's frames into deltas, batch by batch. The first batch contains the `start`, even
 * if the first frame has no text, because that frame decides the status of the whole answer.
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
  /** The max_tokens sent to Spark, used to tell `length` from `stop`. */
  maxTokens: number | undefined;
  /** Restores the caller's own function names in calls. */
  names?: CallerNames;
  /** Called for a frame after the end, which is logged but not read. */
  onLateFrame: (raw: string) => void;
  /** Called with the number of frames that have arrived. */
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
    // Reasoning without text is valid only when max_tokens cut it off.
    requireWords(spoken || (thought && reason === "length"));
    finished = true;
    return { type: "finish", reason, usage, endedBy };
  };

  /** Finishes a valid answer with its reason. */
  const conclude = (endedBy: number | null): Delta => {
    // A call may be cut off too; its arguments are then invalid JSON.
    if (isFull(counted, maxTokens)) return finish("length", counted, endedBy);
    return finish(called ? "tool_calls" : "stop", counted, endedBy);
  };

  const hear = (frame: SparkFrame): Delta[] => {
    const { code } = frame.header;
    // The suspicion code may share its frame with the last text; frames with other codes have no
    // text.
    const said = code === 0 || code === SUSPECTED ? toSpeech(frame, names) : [];
    for (const { type } of said) {
      called ||= type === "tool-call";
      thought ||= type === "reasoning";
      spoken ||= type === "text" || called;
    }
    // Usage normally comes with the last frame; if it comes earlier, it still counts.
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
    sid: () => sid,
    isFinished: () => finished,
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
    // A WebSocket answer ends with its last frame; without one, the transport has already thrown.
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
    // Drop a call without a name: it cannot be executed.
    if (item.function_call?.name) {
      const { name, arguments: given } = item.function_call;
      const call = { name: names.toCaller(name), arguments: toArgumentText(given) };
      deltas.push({ type: "tool-call", ...call });
    }
  }
  return deltas;
}

export const nothing = (): void => {};

/** For requests in which no name was changed. */
export const SAME_NAMES: CallerNames = { toCaller: (name) => name };
