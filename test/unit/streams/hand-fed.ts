/** A source that the test feeds by hand. */
export function handFed<T>() {
  const waiting: ((result: IteratorResult<T, void>) => void)[] = [];
  const asked = { count: 0 };
  async function* source(): AsyncGenerator<T, void, undefined> {
    for (;;) {
      asked.count += 1;
      const { done, value } = await new Promise<IteratorResult<T, void>>((resolve) =>
        waiting.push(resolve),
      );
      if (done) return;
      yield value;
    }
  }
  return {
    asked,
    source: source(),
    give: (value: T) => waiting.shift()?.({ done: false, value }),
    end: () => waiting.shift()?.({ done: true, value: undefined }),
  };
}
