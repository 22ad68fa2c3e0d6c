/** A pull-based sequence of values. Every generator is one. */
export type Source<T> = AsyncIterableIterator<T, void, undefined> & {
  /** Stops the source when no more values are needed. */
  return: (value: void) => Promise<IteratorResult<T, void>>;
};

/** The result of a source that has ended. */
export const END = { done: true, value: undefined } as const;

/** A value with the index of its source. */
export type Indexed<T> = { index: number; value: T };

/**
 * Merges several sources, in the order in which their values arrive. Each source is asked for its
 * next value only after its last one was consumed, so a slow reader slows all of them down. Throws
 * the first error.
 */
export function merge<T>(sources: readonly Source<T>[]): Source<Indexed<T>> {
  const [only] = sources;
  return only && sources.length === 1 ? alone(only) : race(sources);
}

/**
 * Skips the race for a single source. Without a generator around it, each value arrives a few
 * microtasks earlier.
 */
function alone<T>(source: Source<T>): Source<Indexed<T>> {
  const tag = ({ done, value }: IteratorResult<T, void>): IteratorResult<Indexed<T>, void> =>
    done ? END : { done: false, value: { index: 0, value } };
  return {
    next: () => source.next().then(tag),
    return: async () => tag(await source.return()),
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

async function* race<T>(
  sources: readonly Source<T>[],
): AsyncGenerator<Indexed<T>, void, undefined> {
  const ready: (() => Indexed<IteratorResult<T, void>>)[] = [];
  let wake: () => void = nothing;
  const put = (settle: () => Indexed<IteratorResult<T, void>>): void => {
    ready.push(settle);
    wake();
  };
  const pull = (source: Source<T>, index: number): void => {
    source.next().then(
      (value) => put(() => ({ index, value })),
      (error: unknown) =>
        put(() => {
          throw error;
        }),
    );
  };

  sources.forEach(pull);
  for (let running = sources.length; running > 0;) {
    if (ready.length === 0) await new Promise<void>((resolve) => (wake = resolve));
    for (const settle of ready.splice(0)) {
      const { index, value } = settle();
      const source = sources[index];
      if (value.done || !source) {
        running -= 1;
        continue;
      }
      yield { index, value: value.value };
      pull(source, index);
    }
  }
}

const nothing = (): void => {};

/** The first result of a source, and the source of the remaining values. */
export type Begun<T> = { first: IteratorResult<T, void>; rest: Source<T> };

/**
 * Creates a source whose first value requires asynchronous setup. After that, the rest is read
 * directly, because a generator around it would delay each value by a few microtasks. The setup is
 * released with the first value, since there may be no other.
 * @param begin called at most once, when the first value is requested
 */
export function startWith<T>(begin: () => Promise<Begun<T>>): Source<T> {
  let find = begin;
  let beginning: Promise<Begun<T>> | undefined;
  let rest: Source<T> | undefined;
  const start = async (): Promise<IteratorResult<T, void>> => {
    beginning = find();
    find = alreadyFound;
    const begun = await beginning;
    rest = begun.rest;
    beginning = undefined;
    return begun.first;
  };
  return {
    next: () => {
      if (rest) return rest.next();
      return beginning ? beginning.then((begun) => begun.rest.next()) : start();
    },
    async return() {
      // If it could not begin, the reader of the first value has already received the error.
      const begun = await beginning?.catch(nothing);
      return (await (rest ?? begun?.rest)?.return()) ?? END;
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

const alreadyFound = (): never => {
  throw new Error("a source was begun twice");
};

/** Puts a first value that was already read back in front of its source. */
export function replay<T>(first: Promise<IteratorResult<T, void>>, rest: Source<T>): Source<T> {
  return startWith(async () => ({ first: await first, rest }));
}

/** Reports whether the promise fulfils within `milliseconds`. Rejects if the promise rejects. */
export function fulfilsWithin(promise: Promise<unknown>, milliseconds: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => resolve(false), milliseconds);
    promise
      .then(() => resolve(true), reject)
      .finally(() => {
        clearTimeout(timer);
      });
  });
}
