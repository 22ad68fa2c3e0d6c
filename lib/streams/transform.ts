import { END, type Source } from "./source";

/** What a stage makes of the values that come to it; nothing in it waits. */
export type Transform<A, B> = {
  /** One value as another. What it throws ends the source, and goes to `fail`. */
  step: (value: A) => B;
  /** Asked before each further value: whether the source can be left. */
  hasEnough?: () => boolean;
  /** What is said last, if anything, when the source has ended or been left. May throw as well. */
  end?: () => B | undefined;
  /** What is said last in place of a failure, if anything, or a throw. */
  fail: (error: unknown) => B | undefined;
};

/**
 * A source that is another one, value by value. To its reader it is the generator with a `for await`
 * that would do the same, and leaves a quarter of the garbage: 0.15 KB for each value, not 0.6. Like
 * a generator, it leaves its source only after the value has come that it is waiting for.
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
