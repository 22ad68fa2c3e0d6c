import { findFault } from "../faults";
import type { Stage } from "../script";
import type { SparkError } from "../spark-request";
import { SPEECH_CODES } from "./codes";
import type { AudioPiece } from "./speech";

/** The parts of a service that a fault can use. */
type FaultStage = {
  readonly stage: Stage;
  readonly fail: (error: SparkError) => Promise<void>;
  /** Sends a frame of this service with a piece of audio, with these changes if any. */
  readonly send: (piece: AudioPiece, changes?: { seq?: number; raw?: unknown }) => Promise<void>;
  /** Sends a frame without audio. */
  readonly sendEmpty: () => Promise<void>;
  /** Returns some audio in pieces. */
  readonly toPieces: () => Promise<readonly AudioPiece[]>;
  /** Makes the app's next handshakes fail with this fault. */
  readonly arm: (name: string) => void;
};

type SpeechFault = (faulty: FaultStage) => Promise<void> | void;

const COMMAND = /(?:^|\n)\s*\/simulate[ \t]+(?<name>[^\n]*?)\s*$/u;
const SLOW_MS = 300;

/** Finds the fault that a text requests with `/simulate NAME` on its last line. */
export function findSpeechFault(text: string): SpeechFault | undefined {
  const name = COMMAND.exec(text)?.groups?.["name"];
  if (name === undefined) return undefined;
  const [, late, code] = /^(late )?(\d{5,6})$/u.exec(name) ?? [];
  if (code !== undefined) return late ? failLate(Number(code)) : ({ fail }) => fail(toError(code));
  if (findFault(`/simulate ${name}`)?.kind === "handshake") return ({ arm }) => arm(name);
  return FAULTS[name] ?? (({ fail }) => fail(toHelp(name)));
}

const failLate =
  (code: number): SpeechFault =>
  async (faulty) => {
    await begin(faulty);
    await faulty.fail(toError(String(code)));
  };

/** Sends some of the audio, but not all of it. */
async function begin({ send, sendEmpty, toPieces }: FaultStage): Promise<void> {
  // Encoding takes a while on a busy machine, and no silence should be played yet.
  const pieces = await toPieces();
  await sendEmpty();
  for (const piece of pieces.slice(0, -1)) await send(piece);
}

async function end({ send, toPieces }: FaultStage): Promise<void> {
  const last = (await toPieces()).at(-1);
  if (last) await send(last);
}

/** Sends one frame with something else in place of its audio. */
const withRaw =
  (raw: unknown): SpeechFault =>
  ({ send }) =>
    send({ audio: Buffer.alloc(0), done: 1, isLast: false }, { raw });

const late =
  (then: (faulty: FaultStage) => Promise<void> | void): SpeechFault =>
  async (faulty) => {
    await begin(faulty);
    await then(faulty);
  };

const FAULTS: Readonly<Record<string, SpeechFault>> = {
  silent: () => {},
  "silent-late": late(() => {}),
  cut: ({ stage }) => stage.cut(),
  "cut-late": late(({ stage }) => stage.cut()),
  reset: ({ stage }) => stage.reset(),
  "reset-late": late(({ stage }) => stage.reset()),
  close: ({ stage }) => stage.close(),
  "close-late": late(({ stage }) => stage.close()),
  garbage: ({ stage }) => stage.send("讯飞星火 says something"),
  "garbage-late": late(({ stage }) => stage.send("讯飞星火 says something")),
  binary: ({ stage }) => stage.send(Buffer.from([1, 2, 3]), { binary: true }),
  "other-shape": ({ stage }) => stage.send('{"answer":42}'),
  "bad-audio": withRaw(42),
  "bad-base64": withRaw("%%%%"),
  // The session ends without any audio.
  "no-audio": ({ send }) => send({ audio: Buffer.alloc(0), done: 0, isLast: true }),
  // Samples are split in the middle.
  odd: async ({ send, toPieces }) => {
    const whole = Buffer.concat((await toPieces()).map(({ audio }) => audio));
    for (let at = 0; at < whole.length; at += 999) {
      const audio = whole.subarray(at, at + 999);
      await send({ audio, done: 1, isLast: at + 999 >= whole.length });
    }
  },
  shuffled: async ({ send, toPieces }) => {
    const numbered = (await toPieces()).map((piece, index) => ({ piece, seq: index + 1 }));
    const [first, second, third, ...rest] = numbered;
    for (const one of [first, third, second, ...rest]) {
      if (one) await send(one.piece, { seq: one.seq });
    }
  },
  slow: async (faulty) => {
    for (const piece of await faulty.toPieces()) {
      await faulty.send(piece);
      await faulty.stage.wait(SLOW_MS);
    }
  },
  "slow-first": async (faulty) => {
    await faulty.stage.wait(SLOW_MS);
    await begin(faulty);
    await end(faulty);
  },
  // A rejection after the end, which clients do not read.
  "after-end": async (faulty) => {
    await begin(faulty);
    await end(faulty);
    await faulty.fail(toError("10222"));
  },
};

function toError(code: string): SparkError {
  const known = SPEECH_CODES.find((one) => one.code === Number(code));
  return known ?? { code: Number(code), detail: "simulated" };
}

function toHelp(name: string): SparkError {
  const known = Object.keys(FAULTS).join(", ");
  const detail = `no fault ${name}; there are codes, late CODE, handshake faults and ${known}`;
  return { code: 10_007, detail };
}
