import type { Delta, Deltas, Usage } from "../../core/delta";
import { GatewayError } from "../../core/errors";
import { estimateTokens } from "../../core/estimate-tokens";
import type { SparkUsage } from "./frame-schema";
import { createSurrogateJoiner } from "./surrogate-joiner";
import { transform } from "../../streams/transform";
import type { Source } from "../../streams/source";

/**
 * Reads Spark's answer piece by piece, in order. Stateful; throws a GatewayError at the first
 * invalid piece.
 */
export type AnswerReader = {
  /** Returns Spark's session id, once known. */
  sid: () => string | undefined;
  /** Returns true once a `finish` was read; anything after it is late. */
  isFinished: () => boolean;
  read: (raw: string) => Delta[];
  /**
   * Returns the deltas due at a normal end of the connection. Throws if the answer is incomplete.
   */
  end: () => Delta[];
};

/** Converts Spark's pieces into deltas, batch by batch. Ends with the `finish`. */
export function readAnswer(
  batches: Source<readonly string[]>,
  reader: AnswerReader,
  { onLate, onFrames }: { onLate: (raw: string) => void; onFrames: (count: number) => void },
): Deltas {
  const join = createSurrogateJoiner();
  const countCalls = createCallCounter();
  let fault: { error: unknown } | undefined;
  return transform(batches, {
    step(batch) {
      onFrames(batch.length);
      const deltas: Delta[] = [];
      try {
        for (const raw of batch) {
          if (reader.isFinished()) onLate(raw);
          else for (const delta of reader.read(raw)) join(countCalls(delta), deltas);
        }
      } catch (error) {
        if (deltas.length === 0) throw error;
        // Deliver what came before the fault first; the fault is thrown afterwards.
        fault = { error };
      }
      return deltas;
    },
    hasEnough: () => reader.isFinished() || fault !== undefined,
    end() {
      if (fault) throw fault.error;
      return reader.isFinished() ? undefined : reader.end();
    },
    fail(error) {
      throw withSid(error, reader.sid());
    },
  });
}

/**
 * Spark counts no tokens for a call, so they are estimated and the usage is marked as estimated.
 */
function createCallCounter(): (delta: Delta) => Delta {
  let tokens = 0;
  return (delta) => {
    if (delta.type === "tool-call") tokens += estimateTokens(`${delta.name} ${delta.arguments}`);
    if (delta.type !== "finish" || tokens === 0 || delta.usage?.completionTokens !== 0)
      return delta;
    const { usage } = delta;
    const totalTokens = usage.promptTokens + tokens;
    return {
      ...delta,
      usage: { ...usage, completionTokens: tokens, totalTokens, isEstimated: true },
    };
  };
}

/** Rejects an answer without any text: that is a failure of Spark's, even if it ends normally. */
export function requireWords(isSaid: boolean): void {
  if (!isSaid) throw new GatewayError({ kind: "spark-invalid", detail: "an answer without text" });
}

/**
 * Reports whether max_tokens cut the answer off. Spark does not report it, only the count shows it.
 */
export function isFull(usage: Usage | null, maxTokens: number | undefined): boolean {
  return usage !== null && maxTokens !== undefined && usage.completionTokens >= maxTokens;
}

export function toUsage(usage: SparkUsage): Usage {
  return {
    questionTokens: usage.question_tokens,
    promptTokens: usage.prompt_tokens,
    completionTokens: usage.completion_tokens,
    totalTokens: usage.total_tokens ?? usage.prompt_tokens + usage.completion_tokens,
  };
}

/** Adds the session id to a connection failure, because iFlytek's support needs it. */
function withSid(error: unknown, sid: string | undefined): unknown {
  if (!sid || !(error instanceof GatewayError)) return error;
  const { failure, cause } = error;
  const isNameless =
    failure.kind === "spark-closed" ||
    failure.kind === "spark-invalid" ||
    failure.kind === "spark-silent";
  return isNameless ? new GatewayError({ ...failure, sid }, { cause }) : error;
}
