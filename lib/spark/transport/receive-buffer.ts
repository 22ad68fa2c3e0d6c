import { type Failure, GatewayError } from "../../core/errors";
import { createIdleTimer } from "../../streams/idle-timer";

/** The amount that may always wait for a slow reader. */
const ALWAYS_CHARACTERS = 64 * 1024;
/**
 * The maximum amount: a whole answer of the longest kind, so that it frees its place at the app.
 */
const PAUSE_ABOVE_CHARACTERS = 4 * 1024 * 1024;
/** The limit for all readers together, beyond what may always wait. */
const ALL_CHARACTERS = 64 * 1024 * 1024;
/** The amount waiting in all buffers of the process. */
const waitingInAll = { characters: 0 };

const FRAME_CHARACTERS = 64;

/** The phase in which Spark is being waited for. */
export type Phase = Extract<Failure, { kind: "spark-silent" }>["phase"];

type Received = IteratorResult<readonly string[], void>;
type Lose = (reason: unknown) => Received;

/**
 * Holds what has arrived but was not read yet, and the reason why nothing more will arrive. Socket
 * events fill it, and one reader empties it. Backpressure: a slow reader pauses the socket, but not
 * before a whole answer of usual length has fitted in.
 * Timeouts run only while the reader waits.
 */
export function createReceiveBuffer(
  socket: { pause: () => void; resume: () => void },
  all: { characters: number } = waitingInAll,
) {
  let frames: string[] = [];
  let waitingCharacters = 0;
  let isPaused = false;
  let ended: Error | undefined;

  /** The first reason is kept. */
  const end = (reason: Error): void => {
    ended ??= reason;
    reader.wake();
  };

  const reader = createReader((phase) => end(new GatewayError({ kind: "spark-silent", phase })));

  /**
   * Waits until a condition holds, checking it after each event. Throws the end reason if no more
   * events can come.
   */
  const until = async (ready: () => boolean, phase: Phase, timeoutMs: number): Promise<void> => {
    while (!ready()) {
      if (ended) throw ended;
      await reader.wait(phase, timeoutMs);
    }
  };

  const put = (raw: string): void => {
    // Data after a fault cannot be trusted.
    if (ended) return;
    frames.push(raw);
    // Even an empty frame takes up memory.
    waitingCharacters += raw.length + FRAME_CHARACTERS;
    all.characters += raw.length + FRAME_CHARACTERS;
    const isMuch =
      waitingCharacters > PAUSE_ABOVE_CHARACTERS ||
      (waitingCharacters > ALWAYS_CHARACTERS && all.characters > ALL_CHARACTERS);
    if (isMuch && !isPaused) {
      isPaused = true;
      socket.pause();
    }
    reader.wake();
  };

  const empty = (): readonly string[] => {
    const batch = frames;
    frames = [];
    all.characters -= waitingCharacters;
    waitingCharacters = 0;
    return batch;
  };

  /**
   * Returns everything that has arrived, in order, before the end is reported.
   * @param lose returns or throws what to deliver when nothing more will arrive
   */
  const receive = (phase: Phase, timeoutMs: number, lose: Lose): Promise<Received> => {
    if (isPaused) {
      isPaused = false;
      socket.resume();
    }
    if (frames.length > 0) return Promise.resolve({ done: false, value: empty() });
    if (ended) return Promise.reject(ended).catch(lose);
    // Emptied when the reader runs, not when it is woken, so frames of the same turn are included.
    return reader.wait(phase, timeoutMs).then(() => receive(phase, timeoutMs, lose));
  };

  /** Wakes the reader for an event other than a frame. */
  const notify = reader.wake;

  const { prolong, isWaiting: isAwaited, end: close } = reader;

  /** Discards the rest when nobody will read it. */
  const drop = (): void => {
    close();
    empty();
  };

  return { put, end, notify, prolong, until, receive, empty, isAwaited, close, drop };
}

export type ReceiveBuffer = ReturnType<typeof createReceiveBuffer>;

/** Waits for one event after another, and reports a phase that takes too long. */
function createReader(lose: (phase: Phase) => void) {
  let awaited: Phase | undefined;
  let go: (() => void) | undefined;
  const settle = (resolve: () => void): void => void (go = resolve);
  /** The time allowed for what is awaited; each wait names its own. */
  let allowedMs = 0;
  const idleTimer = createIdleTimer(allowedMs, () => {
    if (awaited) lose(awaited);
  });

  /** Waits for the next event. */
  const wait = (phase: Phase, timeoutMs: number): Promise<void> => {
    awaited = phase;
    allowedMs = timeoutMs;
    idleTimer.note(allowedMs);
    return new Promise(settle);
  };

  /**
   * Signals an event. Silence does not matter while no reader waits, so only a waiting reader is
   * timed.
   */
  const wake = (): void => {
    if (!go) return;
    awaited = undefined;
    const resolve = go;
    go = undefined;
    resolve();
  };

  /** Restarts the timeout of whatever is awaited. */
  const prolong = (): void => {
    if (awaited) idleTimer.note(allowedMs);
  };

  const end = (): void => idleTimer.stop();

  /** Returns whether the reader waits for the next frame. */
  const isWaiting = (): boolean => go !== undefined;

  return { wait, wake, prolong, end, isWaiting };
}
