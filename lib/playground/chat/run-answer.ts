import { createAnswer, createVariant } from "../conversation/create";
import { createDrawing } from "../conversation/create-drawing";
import { findKind, type ModelKind } from "../conversation/models";
import { isChoiceCount } from "../conversation/parameters";
import type { Conversation, Turn, Variant } from "../conversation/types";
import { addVariants, changeAnswer } from "../conversation/turns";
import { putTurns, type Request, type Run, runRequests } from "./run-requests";

/**
 * Requests an answer to all turns before `answerId`, which may already be one of them, and shows it
 * as it grows. A rival model gets the same request, and the two answers are shown side by side.
 * Never throws.
 */
export async function runAnswer(
  run: Run,
  turns: Turn[],
  { answerId, rival }: { answerId: string; rival: string | null },
): Promise<void> {
  const { store, createId } = run.deps;
  const conversation = { ...store.getState().conversation, turns };
  const { models } = store.getState();
  const requests = toAsked(conversation, rival).map((asked): Request => {
    const kind = findKind(models, asked.model);
    return {
      conversation: asked,
      variants: createWaiting(asked, { answerId, kind, createId }),
      upTo: answerId,
    };
  });
  const waiting = requests.flatMap(({ variants }) => variants);
  const isNew = turns.every(({ id }) => id !== answerId);
  store.setState({ runningId: answerId, announcement: { kind: "generating" } });
  putTurns(run.deps, () => {
    const asked = isNew ? [...turns, createAnswer(answerId, [])] : turns;
    return changeAnswer(asked, answerId, (turn) => addVariants(turn, waiting, rival !== null));
  });
  await runRequests(run, answerId, { requests });
}

/** Returns one conversation for each requested model. */
function toAsked(conversation: Conversation, rival: string | null): Conversation[] {
  if (rival === null) return [conversation];
  // One answer of each model, because there is only room for two.
  const { n: _, ...parameters } = conversation.parameters;
  const single = { ...conversation, parameters };
  return [single, { ...single, model: rival }];
}

type Wanted = { answerId: string; kind: ModelKind; createId: () => string };

/**
 * Creates one variant for each requested choice. If the gateway is bound to reject the number, one
 * is enough to show the rejection, and a huge number cannot crash the tab.
 */
function createWaiting(
  conversation: Conversation,
  { answerId, kind, createId }: Wanted,
): [Variant, ...Variant[]] {
  const { model, parameters } = conversation;
  const wireId = createId();
  const create = (): Variant => createVariant(createId(), model, wireId);
  if (kind === "image") {
    return [{ ...create(), images: createDrawing(conversation, answerId, createId) }];
  }
  const count = isChoiceCount(parameters.n) ? parameters.n : 1;
  return [create(), ...Array.from({ length: count - 1 }, create)];
}
