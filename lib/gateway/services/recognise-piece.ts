import type { Piece } from "../../audio/cutter";
import { dropHead } from "../../audio/piece";
import { findFailure, GatewayError } from "../../core/errors";
import type { AudioProtocol } from "../../spark/audio/protocol";
import {
  FRAME_BYTES,
  type RecognitionAsk,
  type RecognitionFrames,
  toRecognitionFrames,
} from "../../spark/recognition/request";
import { readSession, type SessionNews } from "../../spark/recognition/session";
import type { Heard } from "../../spark/recognition/result";
import type { SparkCredentials } from "../../spark/sign";
import type { GoOn } from "../../spark/transport/websocket";
import type { Source } from "../../streams/source";
import type { Settings } from "../config/settings";
import type { RequestGroup } from "../pool/pool";
import { type AudioCall, type AudioDependencies, openAudio } from "./open-audio";
import { createPace } from "./pace";
import type { PreparedService } from "./prepare-service";

export type RecogniseDependencies = AudioDependencies & {
  settings: Pick<Settings, "transcriptionPace">;
};

/** What all sessions of one request share. */
export type Listening = {
  prepared: PreparedService;
  protocol: AudioProtocol;
  ask: RecognitionAsk;
  group: RequestGroup;
  watch: ListenWatch;
};

/** Callbacks for progress. */
export type ListenWatch = {
  onApp: (label: string) => void;
  onAnswer: (sid: string | null) => void;
  /** Called with the seconds of audio that were sent; negative if they were rejected. */
  onSeconds: (seconds: number) => void;
};

/**
 * A session may end before the whole piece was sent, because iFlytek takes a long silence for the
 * end. The next session then starts this much earlier, because iFlytek did not process what was in
 * flight.
 */
const OVERLAP_SECONDS = 2;
/** Less than this counts as no progress. */
const MIN_SECONDS = 1;

/**
 * Recognises a piece. Times are in seconds of the whole recording.
 * @throws GatewayError
 */
export async function* recognisePiece(
  piece: Piece,
  listening: Listening,
  { signal, dependencies }: { signal: AbortSignal; dependencies: RecogniseDependencies },
): Source<readonly Heard[]> {
  let rest = piece;
  for (;;) {
    const part = rest;
    const progress = { seconds: 0, isSent: false };
    const call = toCall(part, listening, { signal, progress, dependencies });
    let hasAnswered = false;
    try {
      for await (const { sid, heard } of openAudio(call, dependencies)) {
        if (!hasAnswered) listening.watch.onAnswer(sid);
        hasAnswered = true;
        if (heard.length > 0) yield heard.map((one) => shift(one, part.startSeconds));
      }
    } catch (error) {
      if (!hasAnswered && !signal.aborted) listening.watch.onSeconds(-progress.seconds);
      throw withParam(error);
    }
    if (progress.isSent) return;
    const heardSeconds = progress.seconds - OVERLAP_SECONDS;
    if (heardSeconds < MIN_SECONDS) {
      throw new GatewayError({ kind: "spark-closed", closeCode: 1000 });
    }
    rest = dropHead(part, heardSeconds, listening.ask);
  }
}

/** A rejection after the first words still concerns the recording. */
function withParam(error: unknown): unknown {
  const failure = findFailure(error);
  if (failure?.kind !== "spark-rejected" || failure.param !== undefined) return error;
  return new GatewayError({ ...failure, param: PARAM }, { cause: error });
}

const PARAM = "file";

type Progress = { seconds: number; isSent: boolean };

type Attempting = { signal: AbortSignal; progress: Progress; dependencies: RecogniseDependencies };

function toCall(
  piece: Piece,
  { prepared, protocol, ask, group, watch }: Listening,
  { signal, progress, dependencies }: Attempting,
): AudioCall<SessionNews> {
  /** The frames of one attempt, because each attempt numbers its own. */
  let frames: RecognitionFrames | undefined;
  const begin = (app: SparkCredentials): RecognitionFrames =>
    (frames = toRecognitionFrames(protocol, ask, app.appId));
  const onSeconds = (seconds: number): void => {
    progress.seconds += seconds;
    watch.onSeconds(seconds);
  };
  return {
    prepared,
    param: PARAM,
    group,
    signal,
    onApp: watch.onApp,
    onSent: () => {
      // What the previous attempt had sent was rejected.
      onSeconds(-progress.seconds);
      onSeconds(toSeconds(piece, FRAME_BYTES));
    },
    toMessage: (app) => begin(app).first(piece.bytes.subarray(0, FRAME_BYTES)),
    goOn: (app) => (send) =>
      sendRest(piece, frames ?? begin(app), { send, signal, progress, onSeconds, dependencies }),
    read: readSession,
  };
}

type Sending = Attempting & { send: Send; onSeconds: (seconds: number) => void };
type Send = Parameters<GoOn>[0];

/** Sends what follows the first frame, no faster than the service allows. */
async function sendRest(
  piece: Piece,
  frames: RecognitionFrames,
  { send, signal, progress, onSeconds, dependencies }: Sending,
): Promise<void> {
  const pace = createPace(dependencies.settings.transcriptionPace, dependencies, signal);
  for (let at = FRAME_BYTES; at < piece.bytes.length; at += FRAME_BYTES) {
    await pace(toSeconds(piece, at));
    await send(frames.next(piece.bytes.subarray(at, at + FRAME_BYTES)));
    onSeconds(toSeconds(piece, Math.min(FRAME_BYTES, piece.bytes.length - at)));
  }
  await pace(piece.seconds);
  progress.isSent = true;
  await send(frames.last());
}

/** Returns the duration of this many bytes of a piece. */
const toSeconds = ({ bytes, seconds }: Piece, count: number): number =>
  (seconds * Math.min(count, bytes.length)) / bytes.length;

const shift = ({ segment, language }: Heard, by: number): Heard => ({
  language,
  segment: {
    ...segment,
    start: segment.start + by,
    end: segment.end + by,
    words: segment.words.map((word) => ({ ...word, start: word.start + by, end: word.end + by })),
  },
});
