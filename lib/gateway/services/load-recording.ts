import { setImmediate } from "node:timers/promises";

import { openRecording, type Recording } from "../../audio/recording";

/** A file as a recording that iFlytek takes, or that is made so while it is read. @throws GatewayError */
export async function loadRecording(blocks: readonly Uint8Array[]): Promise<Recording> {
  const found = await runWithPauses(openRecording(blocks));
  if (found.encoding !== "foreign-mp3") return found;
  // Loaded when it is needed: it brings a decoder in WebAssembly along.
  const { MPEGDecoder } = await import("mpg123-decoder");
  const decoder = new MPEGDecoder();
  await decoder.ready;
  return found.decodeBy((frames) => decoder.decode(frames).channelData);
}

/** Runs work that yields where others may have their turn. */
async function runWithPauses<T>(work: Generator<undefined, T>): Promise<T> {
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
    await setImmediate();
  }
}
