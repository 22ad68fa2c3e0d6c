import { toBilledText, toPieces, type Plan } from "./plan";
import type { FunctionCall, StageScript } from "./script";
import type { Usage } from "./spark-request";

type AnswerOptions = {
  /** Absent: estimated from the request. Null: no usage at all. */
  readonly usage?: Usage | null;
  /** Sends usage in an empty last frame. */
  readonly separateUsage?: boolean;
  readonly paceMs?: number;
};

/** Sends frames with status 0, 1 …, 2 (a single text has status 2), then closes like Spark. */
export function answer(texts: readonly string[], options: AnswerOptions = {}): StageScript {
  return perform({ texts, ...options });
}

/** Answers with reasoning first, as the X1 family does. */
export function answerWithReasoning(
  reasoning: readonly string[],
  texts: readonly string[],
  options: AnswerOptions = {},
): StageScript {
  return perform({ reasoning, texts, ...options });
}

/** Sends the call in one frame with status 2 and empty content. */
export function callFunction(call: FunctionCall): StageScript {
  return perform({ texts: [], call });
}

/** Sends an error frame instead of an answer. */
export function refuseWith(code: number, message: string): StageScript {
  return failAfter([], code, message);
}

/** Sends the texts without a last frame, then an error frame. */
export function failAfter(texts: readonly string[], code: number, message: string): StageScript {
  return perform({ texts, error: { code, detail: message } });
}

/** Sends a complete answer, then an error frame, as 10019 comes. */
export function answerThenError(
  texts: readonly string[],
  code: number,
  message: string,
): StageScript {
  return perform({ texts, afterthought: { code, detail: message } });
}

/** Sends no frame; the connection stays open until the client disconnects. */
export const silence: StageScript = () => {};

/** Sends the texts without a last frame, then nothing. */
export function stallAfter(texts: readonly string[]): StageScript {
  return async (stage) => {
    for (const [index, text] of texts.entries())
      await stage.frame({ text, status: index === 0 ? 0 : 1 });
  };
}

/** Sends the texts without a last frame, then ends as specified. */
export function endAfter(texts: readonly string[], how: "close" | "cut" | "reset"): StageScript {
  return async (stage) => {
    await stallAfter(texts)(stage);
    stage[how]();
  };
}

export function perform(plan: Plan): StageScript {
  return async (stage) => {
    const { sources, usage = stage.bill(toBilledText(plan)), paceMs = stage.paceMs } = plan;
    if (sources) await stage.plugins(sources);
    for (const [index, { content, status }] of toPieces(plan).entries()) {
      if (index > 0 && paceMs > 0) await stage.wait(paceMs);
      await stage.frame({ ...content, status, ...(status === 2 && { usage }) });
    }
    const error = plan.error ?? plan.afterthought;
    if (error) await stage.fail(error);
    stage.close();
  };
}
