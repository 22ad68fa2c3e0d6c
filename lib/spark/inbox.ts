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

  const patience = createPatience((phase) =>
    end(new GatewayError({ kind: "spark-silent", phase })),
  );

  /** The next event, or the end of patience. */
  const event = (phase: Phase, timeoutMs: number): Promise<void> =>
    new Promise((resolve) => {
      patience.start(phase, timeoutMs);
      wake = () => {
        patience.pause();
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

  return { put, end, notify, until, receive, empty, close: () => patience.end() };
}

/**
 * Tells who waits that it has lasted too long. There is one timer for each phase, and each wait winds
 * it up again: to make and clear one for each frame costs twice as much.
 */
function createPatience(lose: (phase: Phase) => void) {
  const timers: { [phase in Phase]?: NodeJS.Timeout | undefined } = {};
  let awaited: Phase | undefined;
  const wind = (phase: Phase, timeoutMs: number): NodeJS.Timeout =>
    setTimeout(() => {
      timers[phase] = undefined;
      if (awaited === phase) lose(phase);
    }, timeoutMs);

  return {
    start(phase: Phase, timeoutMs: number): void {
      awaited = phase;
      timers[phase] = timers[phase]?.refresh() ?? wind(phase, timeoutMs);
    },
    /** The timer may run down meanwhile, and nobody minds. */
    pause(): void {
      awaited = undefined;
    },
    end(): void {
      for (const timer of Object.values(timers)) clearTimeout(timer);
    },
  };
}

const nothing = (): void => {};
