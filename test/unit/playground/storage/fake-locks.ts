type Request = { run: () => void; options: LockOptions };
type Holder = { release: (value: unknown) => void; steal: (error: DOMException) => void };

/**
 * Implements the part of the browser's locks that is used: one holder per name, whose lock can be
 * stolen.
 */
export function createFakeLocks(): LockManager {
  const holders = new Map<string, Holder>();
  const queues = new Map<string, Request[]>();
  const next = (name: string): void => {
    if (!holders.has(name)) queues.get(name)?.shift()?.run();
  };
  const hold = (name: string, callback: (lock: Lock) => unknown): Promise<unknown> =>
    new Promise((resolve, reject) => {
      const holder: Holder = { release: resolve, steal: reject };
      holders.set(name, holder);
      const leave = (end: () => void): void => {
        if (holders.get(name) === holder) holders.delete(name);
        end();
        next(name);
      };
      Promise.resolve(callback({ name, mode: "exclusive" })).then(
        (value) => leave(() => resolve(value)),
        (error: unknown) => leave(() => reject(error)),
      );
    });
  const request = async (
    name: string,
    options: LockOptions,
    callback: (lock: Lock | null) => unknown,
  ): Promise<unknown> => {
    // Asynchronous, as in a browser.
    await Promise.resolve();
    const holder = holders.get(name);
    if (!holder) return hold(name, callback);
    if (options.ifAvailable) return callback(null);
    if (options.steal) {
      holder.steal(new DOMException("stolen", "AbortError"));
      return hold(name, callback);
    }
    return new Promise((resolve, reject) => {
      const waiting = { options, run: () => resolve(hold(name, callback)) };
      queues.set(name, [...(queues.get(name) ?? []), waiting]);
      options.signal?.addEventListener("abort", () => {
        queues.set(name, queues.get(name)?.filter((other) => other !== waiting) ?? []);
        reject(options.signal?.reason);
      });
    });
  };
  return { request, query: async () => ({}) } as LockManager;
}
