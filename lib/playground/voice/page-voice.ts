import { fetchSpeech, fetchTranscript } from "../api/voice-requests";
import type { Allowance, ChatStore, VoiceWire } from "../conversation/store";
import { pageRecorder } from "../inspector/page-recorder";
import { createId, now, onNextFrame } from "../page/browser";
import { createDictate, type Dictate } from "./dictate";
import { openMicrophone } from "./microphone";
import { createPlayer } from "./player";
import { createReadAloud, type ReadAloud } from "./read-aloud";

export type Voice = { readAloud: ReadAloud; dictate: Dictate };

/** How many requests for voice the inspector offers. */
const MAX_WIRES = 8;

let opened: { store: ChatStore; voice: Voice } | undefined;

/** Returns the voice of a page, which has one. */
export function openPageVoice(store: ChatStore): Voice {
  if (opened?.store !== store) opened = { store, voice: createPageVoice(store) };
  return opened.voice;
}

/** Creates what speaks and listens, with the browser's network, loudspeaker and microphone. */
function createPageVoice(store: ChatStore): Voice {
  const toAccess = (kind: VoiceWire["kind"], wireId: string) => {
    const wire: VoiceWire = { wireId, kind, at: now() };
    store.setState(({ voiceWires }) => ({ voiceWires: [...voiceWires, wire].slice(-MAX_WIRES) }));
    const onAllowance = (allowance: Allowance) => store.setState({ allowance });
    const { credentials } = store.getState();
    return { credentials, now, fetch: pageRecorder.fetchAs(wireId), onAllowance };
  };
  const readAloud = createReadAloud({
    store,
    now,
    createId,
    openPlayer: createPlayer,
    fetchSpeech: (input, { wireId, signal }) => {
      const model = store.getState().gateway.voice?.speech ?? "";
      return fetchSpeech({ model, input }, { ...toAccess("speech", wireId), signal });
    },
  });
  const dictate = createDictate({
    store,
    openMicrophone,
    onNextFrame,
    hush: readAloud.stop,
    transcribe: (wav, signal) => {
      const model = store.getState().gateway.voice?.transcription ?? "";
      const file = new File([wav], "dictation.wav", { type: "audio/wav" });
      return fetchTranscript({ model, file }, { ...toAccess("transcription", createId()), signal });
    },
  });
  return { readAloud, dictate };
}
