import { setImmediate } from "node:timers/promises";

import { openRecording, type Recording } from "../../audio/recording";

/**
 * Opens a file as a recording that iFlytek accepts, or one that is decoded while it is read.
 * @throws GatewayError if the file is not a supported recording
 */
export async function loadRecording(blocks: readonly Uint8Array[]): Promise<Recording> {
  const found = await runWithPauses(openRecording(blocks));
  if (found.encoding !== "foreign-mp3") return found;
  // Loaded lazily, because it includes a decoder in WebAssembly.
  const { MPEGDecoder } = await import("mpg123-decoder");
  const decoder = new MPEGDecoder();
  await decoder.ready;
  return found.decodeBy((frames) => decoder.decode(frames).channelData);
}

/** Runs work that yields where other tasks may have their turn. */
async function runWithPauses<T>(work: Generator<undefined, T>): Promise<T> {
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
    await setImmediate();
  }
}
