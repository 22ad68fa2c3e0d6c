import { setImmediate } from "node:timers/promises";

import type { Piece } from "../../audio/cutter";
import { cutRecording, type Recording } from "../../audio/recording";
import { toServedModel } from "../../spark/models";
import type { Heard } from "../../spark/recognition/result";
import type { Source } from "../../streams/source";
import type { CheckedTranscription } from "./check-transcription";
import { inOrder } from "./in-order";
import { isCrowded } from "./is-crowded";
import type { PreparedService } from "./prepare-service";
import { type ListenWatch, type RecogniseDependencies, recognisePiece } from "./recognise-piece";

/**
 * iFlytek ends a session after 60 seconds of audio. The pieces are as long as possible, because
 * words at an edge have less context.
 */
const CUTS = { minSeconds: 40, maxSeconds: 55 };
/**
 * How many pieces of one recording are recognised in parallel, if the app's own limits allow it.
 */
const WIDTH = 4;

export type TranscribeOptions = {
  prepared: PreparedService;
  recording: Recording;
  checked: CheckedTranscription;
  watch: ListenWatch & { signal: AbortSignal };
};

/**
 * Recognises a recording, in order and as early as possible.
 * @throws GatewayError
 */
export function transcribe(
  { prepared, recording, checked, watch }: TranscribeOptions,
  dependencies: RecogniseDependencies,
): Source<readonly Heard[]> {
  const { model, credential, service } = prepared;
  const { encoding, rate } = recording;
  const { protocol, domain, language, keywords } = checked;
  const listening = {
    prepared,
    protocol,
    ask: { encoding, rate, domain, language, keywords },
    group: { held: 0 },
    watch,
  };
  const target = { model: toServedModel(model), service };
  const capacity = credential.owner === "server" ? dependencies.pool.capacity(target) : null;
  const pieces = cutRecording(recording, CUTS);
  return inOrder({
    next: () => nextPiece(pieces),
    open: (piece, signal) => recognisePiece(piece, listening, { signal, dependencies }),
    width: Math.max(1, Math.min(WIDTH, capacity ?? WIDTH)),
    isCrowded,
    signal: watch.signal,
  });
}

/** Reading a recording takes long, so other tasks have their turn in between. */
async function nextPiece(pieces: Generator<Piece | undefined, void>): Promise<Piece | undefined> {
  for (;;) {
    const { done, value } = pieces.next();
    if (done) return undefined;
    if (value) return value;
    await setImmediate();
  }
}
