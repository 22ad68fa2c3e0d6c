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
  let wake: () => void = nothing;

  /** The first reason stands. */
  const end = (reason: Error): void => {
    ended ??= reason;
    wake();
  };

  /** The next event, or the end of patience. */
  const event = (phase: Phase, timeoutMs: number): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(
        () => end(new GatewayError({ kind: "spark-silent", phase })),
        timeoutMs,
      );
      wake = () => {
        clearTimeout(timer);
        wake = nothing;
        resolve();
      };
    });

  /** Waits for a condition that events bring about. Throws the reason once there are no more. */
  const until = async (ready: () => boolean, phase: Phase, timeoutMs: number): Promise<void> => {
    while (!ready()) {
      if (ended) throw ended;
      await event(phase, timeoutMs);
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
    wake();
  };

  const empty = (): readonly string[] => {
    const batch = frames;
    frames = [];
    waitingCharacters = 0;
    return batch;
  };

  /** Everything that has arrived, in order; what arrived before the end comes before the end. */
  const receive = async (phase: Phase, timeoutMs: number): Promise<readonly string[]> => {
    if (isPaused) {
      isPaused = false;
      socket.resume();
    }
    await until(() => frames.length > 0, phase, timeoutMs);
    return empty();
  };

  /** Something other than a frame has happened. */
  const notify = (): void => wake();

  return { put, end, notify, until, receive, empty };
}

const nothing = (): void => {};
