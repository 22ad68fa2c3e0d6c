/** Pieces of JSON leave together until they are so long. */
const CHUNK_CHARACTERS = 256 * 1024;

/** JSON that is written while it is sent: a slow reader holds up the writing. */
export function toJsonStream(pieces: Iterator<string, void>): ReadableStream<Uint8Array> {
  return new ReadableStream(
    {
      pull(controller) {
        let text = "";
        while (text.length < CHUNK_CHARACTERS) {
          const { done, value } = pieces.next();
          if (done) {
            if (text !== "") controller.enqueue(Buffer.from(text));
            return controller.close();
          }
          text += value;
        }
        controller.enqueue(Buffer.from(text));
      },
    },
    { highWaterMark: 1 },
  );
}
