/** A piece of audio with its place, where the frame says one. */
export type Piece = { seq: number | undefined; audio: Buffer; isLast: boolean };

/** So many pieces that wait for one that is missing mean that a number was left out. */
const MAX_HELD = 16;

/** Pieces in the order of their numbers, as far as they have come. */
export type Reorder = {
  push: (piece: Piece) => readonly Piece[];
  /** The last piece is out, and all before it. */
  isOver: () => boolean;
};

/**
 * The newer service may send frames out of order (super smart-tts, page of 2024). Numbers begin at 0 or 1.
 */
export function createReorder(): Reorder {
  const held = new Map<number, Piece>();
  let next: number | undefined;
  let over = false;

  const release = (piece: Piece): Piece => {
    over ||= piece.isLast;
    return piece;
  };
  const takeReady = (): Piece[] => {
    const ready: Piece[] = [];
    while (next !== undefined) {
      const piece = held.get(next);
      if (!piece) break;
      held.delete(next);
      next += 1;
      ready.push(release(piece));
    }
    return ready;
  };

  /** What waits, when nothing more will come. */
  const takeHeld = (): Piece[] => {
    const rest = [...held.entries()].toSorted(([a], [b]) => a - b);
    held.clear();
    return rest.map(([, piece]) => piece);
  };

  return {
    push(piece) {
      if (piece.seq === undefined) return [...(piece.isLast ? takeHeld() : []), release(piece)];
      if (next === undefined && piece.seq <= 1) next = piece.seq;
      // A number that has been is no order to keep to.
      if (next !== undefined && piece.seq < next) return [release(piece)];
      held.set(piece.seq, piece);
      if (held.size > MAX_HELD) next = Math.min(...held.keys());
      return takeReady();
    },
    isOver: () => over,
  };
}
