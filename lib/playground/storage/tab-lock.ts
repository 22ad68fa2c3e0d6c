/** Whose a conversation is where several tabs have it open: that tab's which has had it longest. */
export type TabLock = {
  /**
   * Takes it for this tab and lets go of the one before. False while another tab has it; once that
   * is done with it, `onFree` is called.
   */
  take: (id: string, onFree?: () => void) => Promise<boolean>;
};

type Claim = { id: string; isOurs: Promise<boolean>; letGo: () => void };

/** @param locks the browser's; it has none over plain HTTP, where each tab takes itself for the only one */
export function createTabLock(locks: LockManager | undefined): TabLock {
  let claim: Claim = claimFreely("");
  return {
    take: (id, onFree = () => {}) => {
      if (claim.id === id) return claim.isOurs;
      claim.letGo();
      claim = id === "" || !locks ? claimFreely(id) : claimLocked(locks, id, onFree);
      return claim.isOurs;
    },
  };
}

function claimFreely(id: string): Claim {
  return { id, isOurs: Promise.resolve(true), letGo: () => {} };
}

function claimLocked(locks: LockManager, id: string, onFree: () => void): Claim {
  const name = `conversation:${id}`;
  const left = new AbortController();
  const { signal } = left;
  const untilLeft = new Promise<void>((resolve) => {
    signal.addEventListener("abort", () => resolve());
  });
  const claim = { ...claimFreely(id), letGo: () => left.abort() };
  const takeAfterAll = (): Promise<void> => {
    claim.isOurs = Promise.resolve(true);
    onFree();
    return untilLeft;
  };
  claim.isOurs = new Promise((resolve) => {
    const hold = (lock: Lock | null): Promise<void> | undefined => {
      resolve(lock !== null);
      if (lock) return untilLeft;
      // It rejects where this tab has gone on to another one before its turn came.
      locks.request(name, { signal }, takeAfterAll).catch(() => {});
      return undefined;
    };
    // A browser that refuses to lock has no other tab that could.
    locks.request(name, { ifAvailable: true }, hold).catch(() => resolve(true));
  });
  return claim;
}
