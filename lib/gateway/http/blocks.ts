/** Collected bytes, in blocks. */
export type Blocks = { readonly blocks: readonly Uint8Array[]; readonly length: number };

const BLOCK_BYTES = 64 * 1024;

/**
 * Collects bytes in blocks of one size. If each chunk were kept as it arrived, a body that arrives
 * byte by byte would take a hundred times its size.
 */
export function createBlocks() {
  const full: Uint8Array[] = [];
  let block = new Uint8Array(BLOCK_BYTES);
  let used = 0;
  return {
    add(bytes: Uint8Array): void {
      for (let at = 0; at < bytes.length;) {
        const part = bytes.subarray(at, at + BLOCK_BYTES - used);
        block.set(part, used);
        used += part.length;
        at += part.length;
        if (used < BLOCK_BYTES) return;
        full.push(block);
        block = new Uint8Array(BLOCK_BYTES);
        used = 0;
      }
    },
    end(): Blocks {
      const blocks = used > 0 ? [...full, block.subarray(0, used)] : full;
      return { blocks, length: full.length * BLOCK_BYTES + used };
    },
  };
}

/**
 * Passes bytes on in blocks, because a form parser takes as long for one byte as for a thousand.
 * @param write is not called again before its promise has settled
 */
export function gatherBlocks(write: (block: Uint8Array) => Promise<void>) {
  const block = new Uint8Array(BLOCK_BYTES);
  let used = 0;
  const flush = async (): Promise<void> => {
    // A copy, because the receiver may keep it.
    const filled = block.slice(0, used);
    used = 0;
    await write(filled);
  };
  const takeLong = async (bytes: Uint8Array): Promise<void> => {
    for (let at = 0; at < bytes.length;) {
      const part = bytes.subarray(at, at + BLOCK_BYTES - used);
      block.set(part, used);
      used += part.length;
      at += part.length;
      if (used === BLOCK_BYTES) await flush();
    }
  };
  return {
    /** Returns immediately if there is nothing to write. */
    take(bytes: Uint8Array): void | Promise<void> {
      if (used + bytes.length >= BLOCK_BYTES) return takeLong(bytes);
      block.set(bytes, used);
      used += bytes.length;
    },
    end: async (): Promise<void> => {
      if (used > 0) await flush();
    },
  };
}
