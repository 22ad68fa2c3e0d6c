/**
 * A sequence whose values are made on first use and cached. `undefined` means that it has ended.
 */
export type Lazy = { at: (index: number) => unknown };

/** With more columns than this, only one is varied at a time. */
const MAX_VARIED_COLUMNS = 40;

export function lazy(values: Iterable<unknown>): Lazy {
  const iterator = values[Symbol.iterator]();
  const made: unknown[] = [];
  let isDone = false;
  return {
    at: (index) => {
      while (!isDone && made.length <= index) {
        const next = iterator.next();
        if (next.done === true) isDone = true;
        else made.push(next.value);
      }
      return made[index];
    },
  };
}

/**
 * Takes values from all sources in turn and adds one more source each round, so that none is
 * starved.
 */
export function* interleave<T>(sources: Iterable<Iterable<T>>): Generator<T> {
  const waiting = sources[Symbol.iterator]();
  let open: Iterator<T>[] = [];
  let hasMore = true;
  while (hasMore || open.length > 0) {
    const opened = hasMore ? waiting.next() : undefined;
    if (opened?.done === false) open.push(opened.value[Symbol.iterator]());
    else hasMore = false;
    const left: Iterator<T>[] = [];
    for (const source of open) {
      const next = source.next();
      if (next.done === true) continue;
      left.push(source);
      yield next.value;
    }
    open = left;
  }
}

/**
 * Lists every choice of one value per column: first the first of each, then the most similar
 * choices.
 */
export function* combinations(columns: readonly Lazy[]): Generator<unknown[]> {
  const first = columns.map((column) => column.at(0));
  if (first.includes(undefined)) return;
  yield first;
  const lastSum = columns.length <= MAX_VARIED_COLUMNS ? Infinity : 1;
  for (let sum = 1; sum <= lastSum; sum += 1) {
    let isEmpty = true;
    for (const combination of withSum(columns, sum)) {
      isEmpty = false;
      yield combination;
    }
    if (isEmpty) return;
  }
}

/** Lists the choices whose positions in their columns add up to `sum`. */
function* withSum(columns: readonly Lazy[], sum: number): Generator<unknown[]> {
  const [column, ...rest] = columns;
  if (!column) {
    if (sum === 0) yield [];
    return;
  }
  if (sum === 0) {
    yield columns.map((each) => each.at(0));
    return;
  }
  for (let place = rest.length === 0 ? sum : 0; place <= sum; place += 1) {
    const value = column.at(place);
    if (value === undefined) return;
    for (const others of withSum(rest, sum - place)) yield [value, ...others];
  }
}
