/** Joins stretches of samples without an audible click between them. */
export type Joiner = {
  push: (samples: Int16Array) => Int16Array;
  /** Ends the current stretch with a fade-out; the next one fades in. */
  next: () => Int16Array;
  end: () => Int16Array;
};

const NONE = new Int16Array(0);

/** @param length samples per fade; a fade of a few milliseconds is inaudible */
export function createJoiner(length: number): Joiner {
  /** The last samples received: they are faded out if the stretch ends here. */
  let held = NONE;
  /** How many samples of the fade-in are done. */
  let faded = length;

  return {
    push(samples) {
      const whole = concat(held, fadeIn(samples));
      const ready = Math.max(0, whole.length - length);
      held = whole.slice(ready);
      return whole.subarray(0, ready);
    },
    next() {
      const last = held.map((sample, at) => Math.round((sample * (held.length - 1 - at)) / length));
      held = NONE;
      faded = 0;
      return last;
    },
    end() {
      const last = held;
      held = NONE;
      return last;
    },
  };

  function fadeIn(samples: Int16Array): Int16Array {
    if (faded >= length) return samples;
    const from = faded;
    faded += samples.length;
    return samples.map((sample, at) => Math.round(sample * Math.min(1, (from + at) / length)));
  }
}

function concat(first: Int16Array, second: Int16Array): Int16Array {
  const whole = new Int16Array(first.length + second.length);
  whole.set(first);
  whole.set(second, first.length);
  return whole;
}
