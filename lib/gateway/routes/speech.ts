import { readSpeechRequest } from "../../api/audio/speech/read-request";
import { openAccount } from "../limits/account";
import { admit, type AdmitDependencies } from "../limits/admit";
import { readJson } from "../http/body";
import type { Handler } from "../http/endpoint";
import { checkSpeech } from "../services/check-speech";
import type { AudioDependencies } from "../services/open-audio";
import { prepareService } from "../services/prepare-service";
import { createServiceWatch } from "../services/service-watch";
import { speak } from "../services/speak";
import { streamSpeech } from "../services/stream-speech";
import type { AppPool } from "../pool/pool";

type Dependencies = AdmitDependencies & AudioDependencies & { pool: AppPool };

/** Handles `POST /v1/audio/speech`. */
export function createSpeech(dependencies: Dependencies): Handler {
  const { settings, limits } = dependencies;
  return async (request, context) => {
    const budget = limits.characters;
    const admitted = await admit(request, context, { ...dependencies, budget });
    const { credential, caller } = admitted;
    const read = readSpeechRequest(await readJson(request, admitted.body));
    const asked = read.request;
    const place = { model: asked.model, kind: "speech" } as const;
    const prepared = prepareService(place, credential, { context, dependencies });
    const speech = checkSpeech(asked, prepared.model, settings.speechVoices);

    let characters = 0;
    let frames = 0;
    const account = await openAccount(
      caller,
      {
        budget: credential.owner === "server" ? budget : null,
        worstCase: () => speech.utterances.reduce((sum, { text }) => sum + count(text), 0),
        spent: () => characters,
      },
      limits,
    );
    const watch = createServiceWatch(context, account);
    const hooks = {
      ...watch.hooks,
      onSent: (text: string) => void (characters += count(text)),
      onRefused: (text: string) => void (characters -= count(text)),
      onFrames: (more: number) => void (frames += more),
    };
    const audio = speak(speech, { prepared, watch: hooks }, dependencies);
    const { format, adjusted } = speech;
    return streamSpeech(
      {
        audio,
        format,
        isEvents: read.isEvents,
        notes: { adjusted, ignored: read.ignored },
        characters: () => characters,
        fields: () => ({ characters, frames }),
      },
      { context, watch, settings },
    );
  };
}

/** Counts code points. */
const count = (text: string): number => Array.from(text).length;
