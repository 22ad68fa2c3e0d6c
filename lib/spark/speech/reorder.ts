/** A piece of audio with its sequence number, if the frame has one. */
export type Piece = { seq: number | undefined; audio: Buffer<ArrayBuffer>; isLast: boolean };

/** If this many pieces are waiting, the missing number was skipped and will not come. */
const MAX_HELD = 16;

/** Returns pieces in the order of their sequence numbers. */
export type Reorder = {
  push: (piece: Piece) => readonly Piece[];
  /** True once the last piece has been returned. */
  isOver: () => boolean;
};

/**
 * Restores the order of frames, which the newer service may mix up (super smart-tts, page of 2024).
 * The first sequence number is 0 or 1.
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

  /** Returns everything that is waiting, once nothing more will come. */
  const takeHeld = (): Piece[] => {
    const rest = [...held.entries()].toSorted(([a], [b]) => a - b);
    held.clear();
    return rest.map(([, piece]) => piece);
  };

  return {
    push(piece) {
      if (piece.seq === undefined) return [...(piece.isLast ? takeHeld() : []), release(piece)];
      if (next === undefined && piece.seq <= 1) next = piece.seq;
      // A number that was already used says nothing about the order.
      if (next !== undefined && piece.seq < next) return [release(piece)];
      held.set(piece.seq, piece);
      if (held.size > MAX_HELD) next = Math.min(...held.keys());
      return takeReady();
    },
    isOver: () => over,
  };
}
