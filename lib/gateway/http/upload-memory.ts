/** One upload's share of the memory that all of them may take. */
export type Upload = {
  /** Waits until it may grow by so many bytes; nothing is awaited where there is room. */
  grow: (bytes: number) => void | Promise<void>;
  /** It has come whole. */
  complete: () => void;
  /** It is not held any more. Does nothing the second time. */
  release: () => void;
};

type Held = { bytes: number; isWhole: boolean; goOn?: () => void };

/**
 * Bounds what all uploads take together: they are held until they have been heard, which takes minutes.
 * Beyond the limit their callers are read more slowly, or not at all, until others are done. Were all of
 * them half here none would ever be, so that the oldest of them may always grow when no other is whole.
 */
export function createUploadMemory(limitBytes: number) {
  const uploads = new Set<Held>();
  let total = 0;

  const mayGrow = (upload: Held): boolean => {
    if (total < limitBytes) return true;
    const [oldest] = uploads;
    return oldest === upload && ![...uploads].some(({ isWhole }) => isWhole);
  };
  const wake = (): void => {
    for (const upload of uploads) {
      if (!upload.goOn || !mayGrow(upload)) continue;
      upload.goOn();
      delete upload.goOn;
    }
  };

  return {
    open(): Upload {
      const held: Held = { bytes: 0, isWhole: false };
      uploads.add(held);
      return {
        grow(bytes) {
          held.bytes += bytes;
          total += bytes;
          if (mayGrow(held)) return;
          return new Promise((resolve) => (held.goOn = resolve));
        },
        complete() {
          held.isWhole = true;
        },
        release() {
          if (!uploads.delete(held)) return;
          total -= held.bytes;
          held.goOn?.();
          wake();
        },
      };
    },
    held: () => total,
  };
}
