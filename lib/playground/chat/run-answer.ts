import { createAnswer, createVariant } from "../conversation/create";
import { isChoiceCount } from "../conversation/parameters";
import type { Conversation, Turn, Variant } from "../conversation/types";
import { addVariants, changeAnswer } from "../conversation/turns";
import { putTurns, type Request, type Run, runRequests } from "./run-requests";

/**
 * Asks for an answer to all turns before `answerId`, which may be among them already, and shows it as
 * it grows. With a rival the same is asked of that model too, and the two stand side by side. Never throws.
 */
export async function runAnswer(
  run: Run,
  turns: Turn[],
  { answerId, rival }: { answerId: string; rival: string | null },
): Promise<void> {
  const { store, createId } = run.deps;
  const conversation = { ...store.getState().conversation, turns };
  const requests = toRequests(conversation, rival, createId).map(([asked, variants]): Request => ({
    conversation: asked,
    variants,
    upTo: answerId,
  }));
  const waiting = requests.flatMap(({ variants }) => variants);
  const isNew = turns.every(({ id }) => id !== answerId);
  store.setState({ runningId: answerId, announcement: { kind: "generating" } });
  putTurns(run.deps, () => {
    const asked = isNew ? [...turns, createAnswer(answerId, [])] : turns;
    return changeAnswer(asked, answerId, (turn) => addVariants(turn, waiting, rival !== null));
  });
  await runRequests(run, answerId, { requests });
}

type Waiting = readonly [asked: Conversation, variants: Request["variants"]];

function toRequests(
  conversation: Conversation,
  rival: string | null,
  createId: () => string,
): Waiting[] {
  if (rival === null) {
    return [[conversation, createWaiting(conversation, createId)]];
  }
  // One answer of each: two are what there is room for.
  const { n: _, ...parameters } = conversation.parameters;
  return [conversation.model, rival].map((model) => {
    const asked = { ...conversation, model, parameters };
    return [asked, createWaiting(asked, createId)] as const;
  });
}

/**
 * One variant for each choice that is asked for. Where the gateway is bound to refuse the number, one
 * is enough to show its refusal, and the tab lives to see it.
 */
function createWaiting(
  { model, parameters }: Conversation,
  createId: () => string,
): [Variant, ...Variant[]] {
  const wireId = createId();
  const count = isChoiceCount(parameters.n) ? parameters.n : 1;
  const create = (): Variant => createVariant(createId(), model, wireId);
  return [create(), ...Array.from({ length: count - 1 }, create)];
}
