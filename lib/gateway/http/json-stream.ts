import type { ByteStream } from "../../streams/byte-stream";

/** Pieces of JSON are sent together up to this length. */
const CHUNK_CHARACTERS = 256 * 1024;

/** Streams JSON as it is generated, with backpressure from the reader. */
export function toJsonStream(pieces: Iterator<string, void>): ByteStream {
  return {
    async pipe(writer, signal) {
      for (let chunk = takeChunk(pieces); chunk !== ""; chunk = takeChunk(pieces)) {
        if (signal?.aborted) return void (await writer.abort(signal.reason));
        await writer.write(Buffer.from(chunk));
      }
      await writer.close();
    },
    toReadable: () =>
      new ReadableStream(
        {
          pull(controller) {
            const chunk = takeChunk(pieces);
            if (chunk === "") controller.close();
            else controller.enqueue(Buffer.from(chunk));
          },
        },
        { highWaterMark: 1 },
      ),
  };
}

/** Returns an empty string at the end. */
function takeChunk(pieces: Iterator<string, void>): string {
  let text = "";
  while (text.length < CHUNK_CHARACTERS) {
    const { done, value } = pieces.next();
    if (done) break;
    text += value;
  }
  return text;
}
