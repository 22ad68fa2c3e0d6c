/** A short stretch of audio that is never cut. */
export type Moment = { bytes: Uint8Array; seconds: number; loudness: number };

/** A part of a recording, short enough to be recognised in one session. */
export type Piece = { bytes: Uint8Array; seconds: number; startSeconds: number };

export type CutOptions = { minSeconds: number; maxSeconds: number };

/** The length of a pause between words. */
const PAUSE_SECONDS = 0.3;
/** Durations are sums of fractions, so comparisons need a tolerance. */
const EPSILON = 1e-9;

/**
 * Cuts a recording into pieces of at most `maxSeconds`. Each piece but the last ends at the most
 * silent place after `minSeconds`; if two are equally silent, at the later one.
 */
export function createCutter({ minSeconds, maxSeconds }: CutOptions) {
  let moments: Moment[] = [];
  let seconds = 0;
  let startSeconds = 0;

  const cut = (count: number): Piece => {
    const taken = moments.slice(0, count);
    moments = moments.slice(count);
    const length = sum(taken);
    const piece = {
      bytes: Buffer.concat(taken.map(({ bytes }) => bytes)),
      seconds: length,
      startSeconds,
    };
    startSeconds += length;
    seconds -= length;
    return piece;
  };

  return {
    /** Adds a moment. Returns a piece if one is complete. */
    add(moment: Moment): Piece | undefined {
      const isFull = moments.length > 0 && seconds + moment.seconds > maxSeconds + EPSILON;
      const piece = isFull ? cut(findPause(moments, minSeconds)) : undefined;
      moments.push(moment);
      seconds += moment.seconds;
      return piece;
    },
    /** Returns the last piece. */
    end: (): Piece | undefined => (moments.length > 0 ? cut(moments.length) : undefined),
  };
}

const sum = (moments: readonly Moment[]): number =>
  moments.reduce((total, { seconds }) => total + seconds, 0);

/** Returns the number of moments before the quietest one in the most silent stretch. */
function findPause(moments: readonly Moment[], minSeconds: number): number {
  const mean = sum(moments) / moments.length;
  const width = Math.max(1, Math.min(moments.length, Math.round(PAUSE_SECONDS / mean)));
  let loudness = 0;
  let best = { loudness: Number.POSITIVE_INFINITY, end: moments.length };
  for (const [index, moment] of moments.entries()) {
    loudness += moment.loudness;
    if (index >= width) loudness -= moments[index - width]?.loudness ?? 0;
    const isEarly = (index + 1 - width) * mean < minSeconds;
    if (!isEarly && loudness <= best.loudness + EPSILON) best = { loudness, end: index + 1 };
  }
  return best.end - width + findQuietest(moments.slice(best.end - width, best.end));
}

/** Returns the position, counted from 1, of the middle one of the equally quiet moments. */
function findQuietest(moments: readonly Moment[]): number {
  const least = Math.min(...moments.map(({ loudness }) => loudness));
  const quiet = moments.flatMap(({ loudness }, at) =>
    loudness <= least + EPSILON ? [at + 1] : [],
  );
  return quiet[Math.floor(quiet.length / 2)] ?? moments.length;
}
