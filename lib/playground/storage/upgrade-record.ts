import type { Conversation, Image, Turn } from "../conversation/types";

/** A turn as earlier versions of the page stored it. */
type StoredTurn = Turn & { pictures?: Image[] };

/**
 * Converts a stored conversation to the current shape: the images of a question were once called
 * `pictures`.
 */
export function upgradeRecord(stored: Conversation): Conversation {
  const turns = stored.turns.map((turn: StoredTurn): Turn => {
    if (turn.role !== "user" || turn.pictures === undefined) return turn;
    const { pictures, ...rest } = turn;
    return { ...rest, images: pictures };
  });
  return { ...stored, turns };
}
