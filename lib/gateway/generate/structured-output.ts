import type { PromptUsage } from "../../core/accumulator";
import type { Delta, Deltas, Finish, Usage } from "../../core/delta";
import { GatewayError } from "../../core/errors";
import { extractJson } from "../../spark/chat/response-format";
import { addUsage, isCut } from "./add-usage";

/** What Spark said that was not what was asked for, and why it was not. */
export type Repair = { answer: string; problem: string };

export type StructuredOptions = {
  /** Asks Spark; the second time with what was wrong the first time. */
  ask: (repair: Repair | null) => Deltas;
  /** What is wrong with a text, in words for Spark; null when it is what was asked for. */
  findProblem: (text: string) => string | null;
  estimatePrompt: () => PromptUsage;
};

/**
 * An answer that is certain to be JSON, and to fit its schema where there is one: held back, checked,
 * and asked for once more where it is wrong. A call needs no check, and an answer that was cut gets none.
 * @throws GatewayError `invalid-output` when the second try is wrong as well
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
    const sid = second.others.find((delta) => delta.type === "start")?.sid;
    throw new GatewayError({ kind: "invalid-output", problem: remaining, ...(sid && { sid }) });
  }
  yield toAnswer(second, repaired, addUsage(first, second, estimatePrompt));
}

/** An answer in whole; `others` are its deltas but for the text and the end. */
type Gathered = { others: readonly Delta[]; text: string; finish: Finish };

async function gather(source: Deltas): Promise<Gathered> {
  const others: Delta[] = [];
  let text = "";
  for await (const batch of source) {
    for (const delta of batch) {
      if (delta.type === "text") text += delta.text;
      else if (delta.type === "finish") return { others, text, finish: delta };
      else others.push(delta);
    }
  }
  throw new GatewayError({ kind: "spark-invalid", detail: "an answer without an end" });
}

/** The text as it may be handed on, where nothing is wrong with it. */
function check(
  { others, text, finish }: Gathered,
  findProblem: StructuredOptions["findProblem"],
): { problem: string | null; text: string } {
  if (others.some(({ type }) => type === "tool-call")) return { problem: null, text };
  const json = extractJson(text);
  const problem = findProblem(json);
  if (problem === null) return { problem, text: json };
  // Whoever is told that it was cut, or asked for it, expects the beginning of some JSON.
  const isBeginning = `${text}${finish.stopSequence ?? ""}`.includes("{");
  const isStopped = finish.stopSequence !== undefined && isBeginning;
  return { problem: isCut(finish) || isStopped ? null : problem, text };
}

function toAnswer({ others, finish }: Gathered, text: string, usage: Usage | null): Delta[] {
  const words: Delta[] = text === "" ? [] : [{ type: "text", text }];
  return [...others, ...words, { ...finish, usage }];
}
