import { createQuestion, createVariant } from "../conversation/create";
import { readShown } from "../conversation/shown";
import { changeAnswer, putVariants, readBefore } from "../conversation/turns";
import type { Variant } from "../conversation/types";
import { putTurns, type Run, runRequests } from "./run-requests";

/** Returns whether an answer can be continued: it was cut off before its natural end. */
export function canContinue({ state, finishReason, text, toolCalls }: Variant): boolean {
  if (text === "" || toolCalls.length > 0) return false;
  if (state === "stopped" || state === "interrupted") return true;
  return state === "done" && (finishReason === "length" || finishReason === "content_filter");
}

/**
 * Continues an answer where it was cut, and appends the new text. Spark cannot complete a partial
 * answer, so one more question is sent, which is never shown.
 */
export async function continueAnswer(run: Run, answerId: string): Promise<void> {
  const { store, createId } = run.deps;
  const { conversation } = store.getState();
  const turn = conversation.turns.find(({ id }) => id === answerId);
  const cut = turn?.role === "assistant" ? readShown(turn) : undefined;
  if (!turn || !cut || !canContinue(cut)) return;
  const waiting = { ...createVariant(cut.id, cut.model, createId()), ...toKept(cut) };
  // Half a JSON text is not valid JSON, and neither is the rest of it. Only together are they
  // valid.
  const { n: _, response_format: _format, ...parameters } = conversation.parameters;
  const question = createQuestion(createId(), { text: toPrompt(cut.text) });
  const turns = [...readBefore(conversation.turns, answerId), turn, question];

  store.setState({ runningId: answerId, announcement: { kind: "generating" } });
  putTurns(run.deps, (all) =>
    changeAnswer(all, answerId, (changed) => putVariants(changed, [waiting])),
  );
  const asked = { ...conversation, model: cut.model, parameters, turns };
  await runRequests(run, answerId, {
    requests: [{ conversation: asked, upTo: createId(), variants: [waiting] }],
    settle: (ended) => settle(ended, cut),
  });
}

function toKept({ text, reasoning, reasoningMs, citations }: Variant): Partial<Variant> {
  return { text, reasoning, reasoningMs, citations };
}

/** Restores an answer whose continuation failed; its card shows why. */
function settle(ended: Variant, cut: Variant): Variant {
  if (ended.state !== "failed") return ended;
  return { ...ended, state: cut.state, finishReason: cut.finishReason };
}

const HAN = /\p{Script=Han}/u;

/**
 * Returns the request to continue, in the language of the answer, because the rest would otherwise
 * be in another.
 */
function toPrompt(text: string): string {
  return HAN.test(text)
    ? "接着上一条回答的最后一个字往下写。不要重复已经写过的内容，不要加开场白。"
    : "Go on from the very last character of your answer. Repeat nothing, and add no introduction.";
}
