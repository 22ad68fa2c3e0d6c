/** Which conversation this tab holds: of all tabs that show one, a single one may change it. */
export type TabLock = {
  /** Takes a conversation and lets go of the one before. False while another tab has it. */
  take: (id: string, options: TakeOptions) => Promise<boolean>;
};

export type TakeOptions = {
  /** Takes it away from the tab that has it. */
  isForced: boolean;
  /** The tab that had it has let go of it: it is this tab's now. */
  onGain: () => void;
  /** Another tab takes it away, and waits until this tab has saved what it has. */
  onLoss: () => Promise<void>;
};

type Hold = { id: string; left: AbortController; isOurs: Promise<boolean> };

/** @param locks the browser's; it has none over plain HTTP, where each tab takes itself for the only one */
export function createTabLock(locks: LockManager | undefined): TabLock {
  let held = createHold("");
  return {
    take: (id, options) => {
      if (held.id === id && !options.isForced) return held.isOurs;
      held.left.abort();
      held = createHold(id);
      // A browser that refuses to lock has no other tab that could.
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
        // Another tab may have taken it meanwhile.
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
    // It rejects where this tab has gone on to another conversation before its turn came.
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
 * A second lock, which outlasts the theft of the first: a tab lets go of it once it has saved. Resolves
 * when the tab before has done so, with what says the same of this tab.
 */
function holdUnsaved(locks: LockManager, name: string): Promise<() => void> {
  return new Promise((resolve) => {
    const options = { signal: AbortSignal.timeout(SAVE_WITHIN_MS) };
    const whileUnsaved = (): Promise<void> => new Promise((markSaved) => resolve(markSaved));
    locks.request(`${name}:unsaved`, options, whileUnsaved).catch(() => resolve(() => {}));
  });
}
