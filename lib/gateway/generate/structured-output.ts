import type { PromptUsage } from "../../core/accumulator";
import type { Delta, Deltas, Finish, Usage } from "../../core/delta";
import { GatewayError } from "../../core/errors";
import { extractJson } from "../../spark/chat/response-format";
import { addUsage, isCut } from "./add-usage";

/** An answer in the wrong format, and what is wrong with it. */
export type Repair = { answer: string; problem: string };

export type StructuredOptions = {
  /** Asks Spark; the second time with the problem of the first answer. */
  ask: (repair: Repair | null) => Deltas;
  /** Returns what is wrong with a text, in words for Spark; null if it is valid. */
  findProblem: (text: string) => string | null;
  estimatePrompt: () => PromptUsage;
};

/**
 * Yields an answer that is certain to be JSON and to match its schema, if there is one. The answer
 * is held back and checked, and requested once more if it is invalid. An answer with a call or one
 * that was cut off is not checked.
 * @throws GatewayError `invalid-output` if the second attempt is invalid too
 */
export async function* structured({ ask, findProblem, estimatePrompt }: StructuredOptions): Deltas {
  const first = await gather(ask(null));
  const { problem, text } = check(first, findProblem);
  if (problem === null) {
    yield toAnswer(first, text, first.finish.usage);
    return;
  }
  const second = await gather(ask({ answer: first.text, problem }));
  const { problem: remaining, text: repaired } = check(second, findProblem);
  if (remaining !== null) {
    const sid = second.deltas.find((delta) => delta.type === "start")?.sid;
    throw new GatewayError({ kind: "invalid-output", problem: remaining, ...(sid && { sid }) });
  }
  yield toAnswer(second, repaired, addUsage(first, second, estimatePrompt));
}

/** A complete answer; `deltas` holds all but the finish, and `text` all of their text. */
type Gathered = { deltas: readonly Delta[]; text: string; finish: Finish };

async function gather(source: Deltas): Promise<Gathered> {
  const deltas: Delta[] = [];
  let text = "";
  for await (const batch of source) {
    for (const delta of batch) {
      if (delta.type === "finish") return { deltas, text, finish: delta };
      if (delta.type === "text") text += delta.text;
      deltas.push(delta);
    }
  }
  throw new GatewayError({ kind: "spark-invalid", detail: "an answer without an end" });
}

/** Returns the text to pass on, and the problem if there is one. */
function check(
  { deltas, text, finish }: Gathered,
  findProblem: StructuredOptions["findProblem"],
): { problem: string | null; text: string } {
  if (hasCall(deltas)) return { problem: null, text };
  const json = extractJson(text);
  const problem = findProblem(json);
  if (problem === null) return { problem, text: json };
  // A caller that sees a cut-off answer, or asked for it with a stop sequence, expects incomplete
  // JSON.
  const isBeginning = `${text}${finish.stopSequence ?? ""}`.includes("{");
  const isStopped = finish.stopSequence !== undefined && isBeginning;
  return { problem: isCut(finish) || isStopped ? null : problem, text };
}

/** Text beside a call stays as it came and where it was. */
function toAnswer({ deltas, finish }: Gathered, text: string, usage: Usage | null): Delta[] {
  if (hasCall(deltas)) return [...deltas, { ...finish, usage }];
  const words: Delta[] = text === "" ? [] : [{ type: "text", text }];
  return [...deltas.filter(({ type }) => type !== "text"), ...words, { ...finish, usage }];
}

const hasCall = (deltas: readonly Delta[]): boolean =>
  deltas.some(({ type }) => type === "tool-call");
