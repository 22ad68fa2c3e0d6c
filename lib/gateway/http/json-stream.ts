import type { ByteStream } from "../../streams/byte-stream";

/** Pieces of JSON leave together until they are so long. */
const CHUNK_CHARACTERS = 256 * 1024;

/** JSON that is written while it is sent: a slow reader holds up the writing. */
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

/** Empty at the end. */
function takeChunk(pieces: Iterator<string, void>): string {
  let text = "";
  while (text.length < CHUNK_CHARACTERS) {
    const { done, value } = pieces.next();
    if (done) break;
    text += value;
  }
  return text;
}
