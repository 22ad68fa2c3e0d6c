const BLOCK = 4096;

type OnSamples = (samples: Float32Array) => void;

/** Hears a source without playing it: in a worklet, or in the page if the browser has none. */
export async function tapSound(source: AudioNode, onSamples: OnSamples): Promise<void> {
  try {
    await tapBeside(source, onSamples);
  } catch {
    tapHere(source, onSamples);
  }
}

async function tapBeside(source: AudioNode, onSamples: OnSamples): Promise<void> {
  const { context } = source;
  await context.audioWorklet.addModule(new URL("./tap-worklet.js", import.meta.url));
  const tap = new AudioWorkletNode(context, "tap", {
    numberOfOutputs: 0,
    channelCount: 1,
    channelCountMode: "explicit",
  });
  tap.port.addEventListener("message", ({ data }) => {
    if (data instanceof Float32Array) onSamples(data);
  });
  tap.port.start();
  source.connect(tap);
}

/** What came before worklets, and is everywhere. It must be connected to something to run. */
function tapHere(source: AudioNode, onSamples: OnSamples): void {
  const { context } = source;
  if (!(context instanceof AudioContext)) return;
  const tap = context.createScriptProcessor(BLOCK, 1, 1);
  tap.addEventListener("audioprocess", ({ inputBuffer }) =>
    onSamples(inputBuffer.getChannelData(0).slice()),
  );
  source.connect(tap);
  tap.connect(context.destination);
}
