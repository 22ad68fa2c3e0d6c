import type { AudioSession } from "../audio-session";
import { findFault } from "../faults";
import type { Stage } from "../script";
import type { SparkError } from "../spark-request";
import { findSpeechFault } from "./faults";
import { toPieces } from "./pieces";
import type { AudioPiece, Speech } from "./speech";

/** How a service writes its frames. */
export type SpeechFrames = {
  readonly empty: () => object;
  readonly error: (error: SparkError) => object;
  readonly audio: (piece: AudioPiece, changes: { seq?: number; raw?: unknown }) => object;
};

/** What a broken session speaks before it breaks. */
const BROKEN = "这是被打断之前的几句话。后面还有一句。再来一句。This is the last of it.";
const ARMED_MS = 5000;

/** Speaks a text, or plays the fault that it requests. */
export async function perform(
  speech: Speech,
  { session, stage, frames }: { session: AudioSession; stage: Stage; frames: SpeechFrames },
): Promise<void> {
  const send = async (piece: AudioPiece, changes = {}): Promise<void> =>
    stage.send(JSON.stringify(frames.audio(piece, changes)));
  const sendEmpty = async (): Promise<void> => stage.send(JSON.stringify(frames.empty()));
  const fault = findSpeechFault(speech.text);
  if (fault) {
    const toAll = (): Promise<AudioPiece[]> => collect(toPieces({ ...speech, text: BROKEN }));
    const fail = async (error: SparkError): Promise<void> =>
      stage.send(JSON.stringify(frames.error(error)));
    return fault({
      stage,
      fail,
      send,
      sendEmpty,
      toPieces: toAll,
      arm: (name) => arm(name, session, stage),
    });
  }
  await sendEmpty();
  for await (const piece of toPieces(speech)) {
    await stage.wait(stage.paceMs);
    await send(piece);
  }
}

async function collect(source: AsyncIterable<AudioPiece>): Promise<AudioPiece[]> {
  const pieces: AudioPiece[] = [];
  for await (const piece of source) pieces.push(piece);
  return pieces;
}

/** Closes this session before any frame, and makes the next handshakes fail for a while. */
export function arm(name: string, { app, world }: AudioSession, stage: Stage): void {
  const fault = findFault(`/simulate ${name}`);
  if (fault?.kind !== "handshake") return;
  const script = fault.script(world.now());
  world.armed.set(app.apiKey, { script, left: fault.times, until: world.now() + ARMED_MS });
  stage.cut();
}
