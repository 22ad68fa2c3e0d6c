import { END, type Source } from "./source";

/** What a transform does with each value. Everything in it is synchronous. */
export type Transform<A, B> = {
  /** Maps one value. If it throws, the source ends and the error goes to `fail`. */
  step: (value: A) => B;
  /** Called before each further value; true stops the source. */
  hasEnough?: () => boolean;
  /** Returns an optional last value after the source has ended or was stopped. It may throw. */
  end?: () => B | undefined;
  /** Handles a failure: returns an optional last value, or throws. */
  fail: (error: unknown) => B | undefined;
};

/**
 * Maps a source, with a quarter of a generator's garbage: 0.15 KB instead of 0.6 KB per value. To
 * its reader it behaves like a generator with a `for await` loop. Like a generator, it closes its
 * source only after the pending value has arrived.
 */
export function transform<A, B>(source: Source<A>, options: Transform<A, B>): Source<B> {
  const { step, hasEnough = never, end = nothing, fail } = options;
  let isOver = false;
  let asked: Promise<unknown> | undefined;

  const toLast = (say: () => B | undefined): IteratorResult<B, void> => {
    isOver = true;
    const value = say();
    return value === undefined ? END : { done: false, value };
  };
  const lose = (error: unknown): IteratorResult<B, void> => toLast(() => fail(error));
  const finish = (): IteratorResult<B, void> => {
    try {
      return toLast(end);
    } catch (error) {
      return lose(error);
    }
  };
  const leave = async (): Promise<void> => void (await source.return());
  const hear = (heard: IteratorResult<A, void>): Answered<B> => {
    if (heard.done) return finish();
    try {
      return { done: false, value: step(heard.value) };
    } catch (error) {
      return leave().then(() => lose(error));
    }
  };

  return {
    next() {
      if (isOver) return Promise.resolve(END);
      const next = hasEnough() ? leave().then(finish, lose) : source.next().then(hear, lose);
      asked = next;
      return next;
    },
    async return() {
      await asked?.catch(nothing);
      if (!isOver) await leave();
      isOver = true;
      return END;
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

type Answered<B> = IteratorResult<B, void> | Promise<IteratorResult<B, void>>;

const never = (): boolean => false;
const nothing = (): undefined => {};
