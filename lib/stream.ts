/** A value of one of several sources. */
export type Indexed<T> = { index: number; value: T };

/**
 * Several sources as one, in the order in which their values come. Each is asked for its next value
 * only after its last one was taken, so a slow reader slows them all down. Throws the first error.
 */
export async function* merge<T>(
  sources: readonly AsyncGenerator<T, void, undefined>[],
): AsyncGenerator<Indexed<T>, void, undefined> {
  const ready: (() => Indexed<IteratorResult<T, void>>)[] = [];
  let wake: () => void = nothing;
  const put = (settle: () => Indexed<IteratorResult<T, void>>): void => {
    ready.push(settle);
    wake();
  };
  const pull = (source: AsyncGenerator<T, void, undefined>, index: number): void => {
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

/** The source as if nobody had asked it for its first value yet. */
export async function* replay<T>(
  first: Promise<IteratorResult<T, void>>,
  source: AsyncGenerator<T, void, undefined>,
): AsyncGenerator<T, void, undefined> {
  const { done, value } = await first;
  if (done) return;
  yield value;
  yield* source;
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

/** How much may lie unread before the source is asked for no more. */
const HIGH_WATER_BYTES = 16 * 1024;

/**
 * The generator's strings as bytes, pulled as fast as the reader reads. Whenever the source keeps
 * its reader waiting for `heartbeatMs`, `heartbeat` goes out in its place.
 * @param onCancel called at once, before the generator is told, because a generator that waits for
 * a silent socket hears nothing.
 */
export function toByteStream(
  source: AsyncGenerator<string, void, undefined>,
  options: {
    heartbeat: string;
    heartbeatMs: number;
    onCancel: () => void;
    /** Called once, when nothing more will be written. */
    onEnd: () => void;
  },
): ReadableStream<Uint8Array<ArrayBuffer>> {
  const encoder = new TextEncoder();
  let beat: NodeJS.Timeout | undefined;
  return new ReadableStream<Uint8Array<ArrayBuffer>>(
    {
      start(controller) {
        beat = setInterval(() => {
          if ((controller.desiredSize ?? 0) > 0) {
            controller.enqueue(encoder.encode(options.heartbeat));
          }
        }, options.heartbeatMs);
      },
      async pull(controller) {
        for (;;) {
          const { done, value } = await source.next();
          beat?.refresh();
          if (done) {
            clearInterval(beat);
            controller.close();
            return options.onEnd();
          }
          // Nothing to say is no reason to stop asking: an empty chunk would end some readers.
          if (value !== "") return controller.enqueue(encoder.encode(value));
        }
      },
      cancel() {
        clearInterval(beat);
        options.onCancel();
        void source.return().finally(options.onEnd);
      },
    },
    new ByteLengthQueuingStrategy({ highWaterMark: HIGH_WATER_BYTES }),
  );
}
