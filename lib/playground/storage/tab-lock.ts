/** Locks the conversation that this tab shows, because only one tab may change it. */
export type TabLock = {
  /** Locks a conversation and releases the previous one. Returns false while another tab has it. */
  take: (id: string, options: TakeOptions) => Promise<boolean>;
};

export type TakeOptions = {
  /** True to take it away from the tab that has it. */
  isForced: boolean;
  /** Called when the tab that had it has released it to this one. */
  onGain: () => void;
  /** Called when another tab takes it away, which waits until this tab has saved. */
  onLoss: () => Promise<void>;
};

type Hold = { id: string; left: AbortController; isOurs: Promise<boolean> };

/**
 * @param locks the browser's locks; over plain HTTP there are none, and each tab acts as the only
 * one
 */
export function createTabLock(locks: LockManager | undefined): TabLock {
  let held = createHold("");
  return {
    take: (id, options) => {
      if (held.id === id && !options.isForced) return held.isOurs;
      held.left.abort();
      held = createHold(id);
      // If the browser refuses to lock, no other tab can have a lock either.
      if (locks && id !== "") held.isOurs = takeLock(locks, held, options).catch(() => true);
      return held.isOurs;
    },
  };
}

function createHold(id: string): Hold {
  return { id, left: new AbortController(), isOurs: Promise.resolve(true) };
}

async function takeLock(
  locks: LockManager,
  held: Hold,
  { isForced, onGain, onLoss }: TakeOptions,
): Promise<boolean> {
  const name = `conversation:${held.id}`;
  const { signal } = held.left;
  const untilLeft = new Promise<void>((resolve) => {
    signal.addEventListener("abort", () => resolve());
  });
  const request = (options: LockOptions): Promise<boolean> =>
    new Promise((resolve, reject) => {
      let isHeld = false;
      let markSaved: (() => void) | undefined;
      const whileHeld = async (lock: Lock | null): Promise<void> => {
        isHeld = lock !== null;
        if (isHeld) markSaved = await holdUnsaved(locks, name);
        // Another tab may have taken it in the meantime.
        resolve(isHeld);
        if (isHeld) await untilLeft;
        markSaved?.();
      };
      const lose = async (): Promise<void> => {
        isHeld = false;
        held.isOurs = Promise.resolve(false);
        await onLoss();
        markSaved?.();
        await wait();
      };
      locks.request(name, options, whileHeld).catch((error: unknown) => {
        if (!isHeld) reject(error);
        else if (!signal.aborted) void lose();
      });
    });
  const wait = async (): Promise<void> => {
    // Rejects if this tab has opened another conversation before its turn.
    if (!(await request({ signal }).catch(() => false))) return;
    held.isOurs = Promise.resolve(true);
    onGain();
  };
  const isOurs = await request(isForced ? { steal: true } : { ifAvailable: true });
  if (!isOurs) void wait();
  return isOurs;
}

/** A tab that does not save within this time is frozen. */
const SAVE_WITHIN_MS = 3000;

/**
 * Holds a second lock, which survives when the first is stolen, and which a tab releases once it
 * has saved. Resolves when the previous tab has released it, with a function that releases it for
 * this tab.
 */
function holdUnsaved(locks: LockManager, name: string): Promise<() => void> {
  return new Promise((resolve) => {
    const options = { signal: AbortSignal.timeout(SAVE_WITHIN_MS) };
    const whileUnsaved = (): Promise<void> => new Promise((markSaved) => resolve(markSaved));
    locks.request(`${name}:unsaved`, options, whileUnsaved).catch(() => resolve(() => {}));
  });
}
