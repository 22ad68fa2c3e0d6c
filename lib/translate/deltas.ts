import type { Delta, Deltas, Finish, Usage } from "../delta";
import { GatewayError } from "../errors";
import { OUTPUT_MODERATED, SUSPECTED } from "../spark/codes";
import { findUsage, isLast, readFrame, type SparkFrame } from "../spark/frame";

/**
 * Spark's frames as deltas, batch for batch. The first batch holds the `start`, even where the
 * first frame says nothing yet: that frame decides the status of the whole answer.
 *
 */
export async function* toDeltas(
  batches: AsyncIterable<readonly string[]>,
  { maxTokens, onLateFrame }: DeltaOptions,
): Deltas {
  const reader = createFrameReader(maxTokens);
  try {
    for await (const batch of batches) {
      const deltas: Delta[] = [];
      try {
        for (const raw of batch) {
          if (reader.finished) onLateFrame(raw);
          else deltas.push(...reader.read(raw));
        }
      } catch (error) {
        // What came before the fault was said, and the fault must not swallow it.
        if (deltas.length > 0) yield deltas;
        throw error;
      }
      yield deltas;
      if (reader.finished) return;
    }
  } catch (error) {
    throw withSid(error, reader.sid);
  }
}

export type DeltaOptions = {
  /** What Spark was asked to stop at, for telling `length` from `stop`. */
  maxTokens: number | undefined;
  /** A frame after the end: to be logged, not to be read. */
  onLateFrame: (raw: string) => void;
};

/** Reads the frames of one answer in order. Stateful; throws a GatewayError at the first bad one. */
function createFrameReader(maxTokens: number | undefined) {
  let sid: string | undefined;
  let spoken = false;
  let finished = false;

  const finish = (reason: Finish["reason"], usage: Usage | null, endedBy: number | null): Delta => {
    // An answer without a word is a failure of Spark's, however politely it ends.
    if (!spoken)
      throw new GatewayError({ kind: "spark-invalid", detail: "an answer without text" });
    finished = true;
    return { type: "finish", reason, usage, endedBy };
  };

  const refuse = (frame: SparkFrame): Delta => {
    const { code, message } = frame.header;
    if (spoken && code === OUTPUT_MODERATED) return finish("content_filter", null, code);
    if (spoken && code === SUSPECTED) return finish("stop", toUsage(frame), code);
    throw new GatewayError({
      kind: "spark-rejected",
      code,
      message: message ?? "",
      sid: sid ?? null,
    });
  };

  return {
    get sid() {
      return sid;
    },
    get finished() {
      return finished;
    },
    read(raw: string): Delta[] {
      const frame = readFrame(raw);
      if (!frame) throw new GatewayError({ kind: "spark-invalid", detail: "an unreadable frame" });
      const first = sid === undefined;
      sid ??= frame.header.sid ?? "";
      if (frame.header.code !== 0) return [refuse(frame)];

      const said = toSpeech(frame);
      spoken ||= said.length > 0;
      const deltas: Delta[] = first ? [{ type: "start", sid }, ...said] : said;
      if (isLast(frame)) {
        const usage = toUsage(frame);
        deltas.push(finish(isFull(usage, maxTokens) ? "length" : "stop", usage, null));
      }
      return deltas;
    },
  };
}

function toSpeech(frame: SparkFrame): Delta[] {
  const deltas: Delta[] = [];
  for (const { reasoning_content: thought, content } of frame.payload?.choices?.text ?? []) {
    if (thought) deltas.push({ type: "reasoning", text: thought });
    if (content) deltas.push({ type: "text", text: content });
  }
  return deltas;
}

/** Spark does not say that it ran out of tokens: the count does. */
function isFull(usage: Usage | null, maxTokens: number | undefined): boolean {
  return usage !== null && maxTokens !== undefined && usage.completionTokens >= maxTokens;
}

function toUsage(frame: SparkFrame): Usage | null {
  const usage = findUsage(frame);
  if (!usage) return null;
  return {
    questionTokens: usage.question_tokens,
    promptTokens: usage.prompt_tokens,
    completionTokens: usage.completion_tokens,
    totalTokens: usage.total_tokens ?? usage.prompt_tokens + usage.completion_tokens,
  };
}

/** A failure of the connection does not know the session's id; whoever asks Spark about it needs it. */
function withSid(error: unknown, sid: string | undefined): unknown {
  if (!sid || !(error instanceof GatewayError)) return error;
  const { failure, cause } = error;
  const isNameless =
    failure.kind === "spark-closed" ||
    failure.kind === "spark-invalid" ||
    failure.kind === "spark-silent";
  return isNameless ? new GatewayError({ ...failure, sid }, { cause }) : error;
}
