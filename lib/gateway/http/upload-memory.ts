/** One upload's share of the memory that all of them may take. */
export type Upload = {
  /** Waits until it may grow by so many bytes; nothing is awaited where there is room. */
  grow: (bytes: number) => void | Promise<void>;
  /** It has come whole. */
  complete: () => void;
  /** It is not held any more. Does nothing the second time. */
  release: () => void;
};

type Held = { bytes: number; isWhole: boolean; waiting?: { more: number; goOn: () => void } };

/**
 * Bounds what all uploads take together: they are held until they have been heard, which takes minutes.
 * Beyond the limit only the oldest that is not whole yet grows, so that they become whole one after the
 * other; beyond twice the limit none does, until others are done. Were all of them half here none would
 * ever be, so that the oldest may always grow when no other is whole.
 */
export function createUploadMemory(limitBytes: number) {
  const uploads = new Set<Held>();
  let total = 0;

  const mayGrow = (upload: Held): boolean => {
    if (total < limitBytes) return true;
    const all = [...uploads];
    if (all.find(({ isWhole }) => !isWhole) !== upload) return false;
    return total < 2 * limitBytes || !all.some(({ isWhole }) => isWhole);
  };
  const add = (upload: Held, bytes: number): void => {
    upload.bytes += bytes;
    total += bytes;
  };
  const wake = (): void => {
    for (const upload of uploads) {
      const { waiting } = upload;
      if (!waiting || !mayGrow(upload)) continue;
      delete upload.waiting;
      add(upload, waiting.more);
      waiting.goOn();
    }
  };

  return {
    open(): Upload {
      const held: Held = { bytes: 0, isWhole: false };
      uploads.add(held);
      return {
        grow(more) {
          // What its caller still sends after it was let go is not kept.
          if (!uploads.has(held)) return;
          if (mayGrow(held)) return add(held, more);
          return new Promise((goOn) => (held.waiting = { more, goOn }));
        },
        complete() {
          held.isWhole = true;
          wake();
        },
        release() {
          if (!uploads.delete(held)) return;
          total -= held.bytes;
          held.bytes = 0;
          held.waiting?.goOn();
          wake();
        },
      };
    },
    held: () => total,
  };
}
