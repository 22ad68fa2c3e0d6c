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
};

/**
 * An answer that is certain to be JSON, and to fit its schema where there is one: held back, checked,
 * and asked for once more where it is wrong. A call needs no check, and an answer that was cut gets none.
 * @throws GatewayError `invalid-output` when the second try is wrong as well
 */
export async function* structured({ ask, findProblem }: StructuredOptions): Deltas {
  const first = await gather(ask(null));
  const problem = check(first, findProblem);
  if (problem === null) {
    yield toAnswer(first, first.finish.usage);
    return;
  }
  const second = await gather(ask({ answer: first.text, problem }));
  const remaining = check(second, findProblem);
  if (remaining !== null) {
    const sid = second.others.find((delta) => delta.type === "start")?.sid;
    throw new GatewayError({ kind: "invalid-output", problem: remaining, ...(sid && { sid }) });
  }
  yield toAnswer(second, addUsage(first, second));
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

function check({ others, text, finish }: Gathered, findProblem: StructuredOptions["findProblem"]) {
  if (others.some(({ type }) => type === "tool-call")) return null;
  // Whoever reads why it was cut expects half of it.
  if (isCut(finish)) return null;
  return findProblem(extractJson(text));
}

function toAnswer({ others, text, finish }: Gathered, usage: Usage | null): Delta[] {
  const isWhole = finish.reason !== "tool_calls" && !isCut(finish);
  const said = isWhole ? extractJson(text) : text;
  const words: Delta[] = said === "" ? [] : [{ type: "text", text: said }];
  return [...others, ...words, { ...finish, usage }];
}
