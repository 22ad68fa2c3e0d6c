import { type Failure, GatewayError } from "../errors";

/** What may wait for a slow reader before the socket itself is paused. */
const PAUSE_ABOVE_CHARACTERS = 64 * 1024;

const FRAME_CHARACTERS = 64;

/** What Spark is waited for. */
export type Phase = Extract<Failure, { kind: "spark-silent" }>["phase"];

/**
 * What has arrived and is not read yet, and why nothing more will. Fed by socket events, emptied by
 * one reader. A reader who does not come pauses the socket; only a reader who waits can lose patience.
 */
export function createInbox(socket: { pause: () => void; resume: () => void }) {
  let frames: string[] = [];
  let waitingCharacters = 0;
  let isPaused = false;
  let ended: Error | undefined;

  /** The first reason stands. */
  const end = (reason: Error): void => {
    ended ??= reason;
    reader.wake();
  };

  const reader = createReader((phase) => end(new GatewayError({ kind: "spark-silent", phase })));

  /** Waits for a condition that events bring about. Throws the reason once there are no more. */
  const until = async (ready: () => boolean, phase: Phase, timeoutMs: number): Promise<void> => {
    while (!ready()) {
      if (ended) throw ended;
      await reader.wait(phase, timeoutMs);
    }
  };

  const put = (raw: string): void => {
    // What follows a fault is not to be trusted.
    if (ended) return;
    frames.push(raw);
    // Even an empty frame takes its place.
    waitingCharacters += raw.length + FRAME_CHARACTERS;
    if (waitingCharacters > PAUSE_ABOVE_CHARACTERS && !isPaused) {
      isPaused = true;
      socket.pause();
    }
    reader.wake();
  };

  const empty = (): readonly string[] => {
    const batch = frames;
    frames = [];
    waitingCharacters = 0;
    return batch;
  };

  /** Everything that has arrived, in order; what arrived before the end comes before the end. */
  const receive = (phase: Phase, timeoutMs: number): Promise<readonly string[]> => {
    if (isPaused) {
      isPaused = false;
      socket.resume();
    }
    if (frames.length > 0) return Promise.resolve(empty());
    if (ended) return Promise.reject(ended);
    // Emptied when the reader runs, not when it is woken: what comes in the same turn comes along.
    return reader
      .wait(phase, timeoutMs)
      .then(() => (frames.length > 0 ? empty() : receive(phase, timeoutMs)));
  };

  /** Something other than a frame has happened. */
  const notify = reader.wake;

  return { put, end, notify, until, receive, empty, close: reader.end };
}

export type Inbox = ReturnType<typeof createInbox>;

/**
 * Waits for one event after the other, and tells when it has lasted too long. There is one timer for
 * each phase, and each wait winds it up again: to make and clear one for each frame costs twice as much.
 */
function createReader(lose: (phase: Phase) => void) {
  const timers: { [phase in Phase]?: NodeJS.Timeout | undefined } = {};
  let awaited: Phase | undefined;
  let go: (() => void) | undefined;
  const wind = (phase: Phase, timeoutMs: number): NodeJS.Timeout =>
    setTimeout(() => {
      timers[phase] = undefined;
      if (awaited === phase) lose(phase);
    }, timeoutMs);
  const settle = (resolve: () => void): void => void (go = resolve);

  /** Until the next event. */
  const wait = (phase: Phase, timeoutMs: number): Promise<void> => {
    awaited = phase;
    timers[phase] = timers[phase]?.refresh() ?? wind(phase, timeoutMs);
    return new Promise(settle);
  };

  /** An event. The timer may run down when nobody waits, and nobody minds. */
  const wake = (): void => {
    if (!go) return;
    awaited = undefined;
    const resolve = go;
    go = undefined;
    resolve();
  };

  const end = (): void => {
    for (const timer of Object.values(timers)) clearTimeout(timer);
  };

  return { wait, wake, end };
}
