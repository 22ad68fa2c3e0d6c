/** Values that are asked for one by one. Every generator is one. */
export type Source<T> = AsyncIterableIterator<T, void, undefined> & {
  /** Whoever wants no more says so. */
  return: (value: void) => Promise<IteratorResult<T, void>>;
};

/** What a source says that has ended. */
export const END = { done: true, value: undefined } as const;

/** A value of one of several sources. */
export type Indexed<T> = { index: number; value: T };

/**
 * Several sources as one, in the order in which their values come. Each is asked for its next value
 * only after its last one was taken, so a slow reader slows them all down. Throws the first error.
 */
export function merge<T>(sources: readonly Source<T>[]): Source<Indexed<T>> {
  const [only] = sources;
  return only && sources.length === 1 ? alone(only) : race(sources);
}

/** One source needs no race, and without a generator around it each value comes a few turns earlier. */
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

/** What a source said first, and the source, which says the rest. */
export type Begun<T> = { first: IteratorResult<T, void>; rest: Source<T> };

/**
 * A source whose first value takes some doing to find. Once it is found nothing stands in between:
 * the rest is asked directly, where a generator around it would cost each value a few turns; and what
 * found it is let go, with the first value, which may be all there is.
 * @param begin called when the first value is asked for, at most once
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
      // Where it could not begin, whoever asked for the first value has been told.
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

/** The source as if nobody had asked it for its first value yet. */
export function replay<T>(first: Promise<IteratorResult<T, void>>, rest: Source<T>): Source<T> {
  return startWith(async () => ({ first: await first, rest }));
}

/** Whether the promise fulfils within so many milliseconds. Rejects when it does. */
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
