import type { Outcome } from "../api/attempt";
import { createNetworkFailure } from "../api/network-error";
import type { VoiceRequests } from "../api/voice-requests";
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
    store.setState(({ voiceWires = [] }) => ({
      voiceWires: [...voiceWires, wire].slice(-MAX_WIRES),
    }));
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
      const model = store.getState().voice?.speech ?? "";
      const access = { ...toAccess("speech", wireId), signal };
      return request(({ fetchSpeech }) => fetchSpeech({ model, input }, access));
    },
  });
  const dictate = createDictate({
    store,
    openMicrophone,
    now,
    onNextFrame,
    hush: readAloud.stop,
    transcribe: (wav, signal) => {
      const model = store.getState().voice?.transcription ?? "";
      const file = new File([wav], "dictation.wav", { type: "audio/wav" });
      const access = { ...toAccess("transcription", createId()), signal };
      return request(({ fetchTranscript }) => fetchTranscript({ model, file }, access));
    },
  });
  return { readAloud, dictate };
}

/** Sends a request. Code that does not come counts as a network that fails. */
async function request<Value>(
  send: (requests: VoiceRequests) => Promise<Outcome<Value>>,
): Promise<Outcome<Value>> {
  try {
    const { loadVoiceRequests } = await import("../api/lazy-api");
    return await send(await loadVoiceRequests());
  } catch (error) {
    return { ok: false, failure: createNetworkFailure(String(error), now()) };
  }
}
