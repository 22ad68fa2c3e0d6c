import { hasContent, isRunning, listDrawn, readShown } from "./shown";
import type { AnswerTurn, Image, ToolCall, Turn, Variant } from "./types";

/** Changes one answer; all other turns stay the same objects. */
export function changeAnswer(
  turns: readonly Turn[],
  id: string,
  change: (turn: AnswerTurn) => AnswerTurn,
): Turn[] {
  return turns.map((turn) => (turn.id === id && turn.role === "assistant" ? change(turn) : turn));
}

/** Replaces variants with their newest state. */
export function putVariants(turn: AnswerTurn, changed: readonly Variant[]): AnswerTurn {
  const variants = turn.variants.map(
    (variant) => changed.find(({ id }) => id === variant.id) ?? variant,
  );
  return { ...turn, variants };
}

/** Adds variants and shows the first of them; variants that failed without text are replaced. */
export function addVariants(
  turn: AnswerTurn,
  added: readonly Variant[],
  isSideBySide = false,
): AnswerTurn {
  const kept = turn.variants.filter(hasContent);
  const grown = showAlone({ ...turn, variants: [...kept, ...added] }, kept.length);
  return isSideBySide ? { ...grown, columns: added.map(({ id }) => id) } : grown;
}

/** Shows one variant alone, even if several were shown side by side. */
export function showAlone(turn: AnswerTurn, shown: number): AnswerTurn {
  const { columns: _, ...rest } = turn;
  return { ...rest, shown };
}

/** Returns the variants that are shown side by side; empty if only one is shown. */
export function readColumns({ variants, columns = [] }: AnswerTurn): Variant[] {
  return columns.flatMap((id) => variants.find((variant) => variant.id === id) ?? []);
}

/** Returns the model that answered beside the first one, if there were two. */
export function findRival(turn: Turn | undefined): string | null {
  return (turn?.role === "assistant" && readColumns(turn)[1]?.model) || null;
}

/** Lists the images that were attached to questions. */
export function readAttached(turns: readonly Turn[]): Image[] {
  return turns.flatMap((turn) => (turn.role === "user" ? turn.images : []));
}

/** Lists all images of these turns: attached ones, those at other addresses, and drawn ones. */
export function readImages(turns: readonly Turn[]): Image[] {
  const answers = turns.flatMap((turn) => (turn.role === "assistant" ? turn.variants : []));
  return [...readAttached(turns), ...answers.flatMap(listDrawn)];
}

/** Changes each image of these turns. */
export function changeImages(turns: readonly Turn[], change: (image: Image) => Image): Turn[] {
  return turns.map((turn) => {
    if (turn.role === "user") return { ...turn, images: turn.images.map(change) };
    if (turn.role !== "assistant" || !turn.variants.some(({ images }) => images)) return turn;
    const variants = turn.variants.map((variant) =>
      variant.images ? { ...variant, images: variant.images.map(change) } : variant,
    );
    return { ...turn, variants };
  });
}

/**
 * Images are stored under their conversation's prefix, so that all of them can be deleted with it.
 * The prefix keeps its first name: browsers hold records under it.
 */
export function toImagePrefix(conversationId: string): string {
  return `picture:${conversationId}:`;
}

export function toImageKey(conversationId: string, imageId: string): string {
  return toImagePrefix(conversationId) + imageId;
}

/** Returns the turns before a given one, or all turns without an id. */
export function readBefore(turns: readonly Turn[], id: string): Turn[] {
  const index = turns.findIndex((turn) => turn.id === id);
  return index === -1 ? [...turns] : turns.slice(0, index);
}

/** Marks running answers as interrupted, because the page was closed meanwhile. */
export function interrupt(turns: readonly Turn[]): Turn[] {
  return turns.map((turn) => {
    if (turn.role !== "assistant" || !turn.variants.some(isRunning)) return turn;
    const variants = turn.variants.map((variant): Variant =>
      isRunning(variant) ? { ...variant, state: "interrupted" } : variant,
    );
    return { ...turn, variants };
  });
}

/** Copies the turns into another conversation, under which their images are then stored. */
export function copyTurns(turns: readonly Turn[], conversationId: string): Turn[] {
  return changeImages(turns, (image) =>
    image.kind === "url" ? image : { ...image, blobKey: toImageKey(conversationId, image.id) },
  );
}

/** Returns the calls of the last answer that have no result yet. */
export function findOpenCalls(turns: readonly Turn[]): ToolCall[] {
  const index = turns.findLastIndex(({ role }) => role === "assistant");
  const answer = turns[index];
  if (answer?.role !== "assistant") return [];
  const given = new Set(
    turns.slice(index + 1).flatMap((turn) => (turn.role === "tool" ? turn.callId : [])),
  );
  return (readShown(answer)?.toolCalls ?? []).filter(({ id }) => !given.has(id));
}
