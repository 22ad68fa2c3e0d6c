type Listeners = {
  onBytes: (bytes: Uint8Array) => void;
  onEnd: () => void;
  onError: (error: unknown) => void;
  onCancel: () => void;
};

/** Passes on the same bytes and reports them. It reads no faster than its reader. */
export function teeBody(
  body: ReadableStream<Uint8Array<ArrayBuffer>>,
  { onBytes, onEnd, onError, onCancel }: Listeners,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  const reader = body.getReader();
  return new ReadableStream(
    {
      pull: async (controller) => {
        try {
          const { done, value } = await reader.read();
          if (done) {
            onEnd();
            controller.close();
            return;
          }
          onBytes(value);
          controller.enqueue(value);
        } catch (error) {
          onError(error);
          controller.error(error);
        }
      },
      cancel: (reason) => {
        onCancel();
        return reader.cancel(reason);
      },
    },
    { highWaterMark: 0 },
  );
}
