/** Plays one answer of the speech route while it comes. */
export type Player = {
  /** Resolves once it can begin to play. Rejects where nothing came whole. */
  load: (response: Response) => Promise<void>;
  /** Plays. Rejects with a `NotAllowedError` if the browser wants a press first. */
  play: () => Promise<void>;
  close: () => void;
};

export type PlayerHooks = {
  onEnd: () => void;
  /** Called when the sound broke off on its way. */
  onBroken: (error: unknown) => void;
};

const MP3 = "audio/mpeg";

export function createPlayer({ onEnd, onBroken }: PlayerHooks): Player {
  const audio = document.createElement("audio");
  let address = "";
  let isClosed = false;
  const setSource = (source: Blob | MediaSource): void => {
    address = URL.createObjectURL(source);
    audio.src = address;
  };
  audio.addEventListener("ended", () => !isClosed && onEnd());
  document.body.append(audio);
  return {
    load: async (response) => {
      if (response.body && canStream()) {
        const source = new MediaSource();
        setSource(source);
        feed(source, response.body).catch((error: unknown) => !isClosed && onBroken(error));
      } else {
        const sound = await response.arrayBuffer();
        setSource(new Blob([sound], { type: MP3 }));
      }
    },
    play: () => audio.play(),
    close: () => {
      isClosed = true;
      audio.pause();
      audio.removeAttribute("src");
      audio.remove();
      URL.revokeObjectURL(address);
    },
  };
}

/** Firefox plays MP3 only as a whole. */
function canStream(): boolean {
  return "MediaSource" in window && MediaSource.isTypeSupported(MP3);
}

async function feed(
  source: MediaSource,
  body: ReadableStream<Uint8Array<ArrayBuffer>>,
): Promise<void> {
  const reader = body.getReader();
  if (source.readyState !== "open") await once(source, "sourceopen");
  const buffer = source.addSourceBuffer(MP3);
  for (;;) {
    const { done, value } = await reader.read();
    if (source.readyState !== "open") return;
    if (done) return source.endOfStream();
    const appended = once(buffer, "updateend");
    buffer.appendBuffer(value);
    await appended;
  }
}

function once(target: EventTarget, name: string): Promise<void> {
  return new Promise((resolve) => {
    target.addEventListener(name, () => resolve(), { once: true });
  });
}
