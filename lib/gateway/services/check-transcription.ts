import type { TranscriptionRequest } from "../../core/transcription";
import { type AudioProtocol, toAudioProtocol } from "../../spark/audio/protocol";
import type { Model } from "../../spark/models";
import { toSparkLanguage } from "../../spark/recognition/languages";
import { toHotWords } from "../../spark/recognition/request";

/** The request to the service, and what is reported to the caller. */
export type CheckedTranscription = {
  protocol: AudioProtocol;
  domain: string;
  /** In iFlytek's codes; null for any language. */
  language: string | null;
  keywords: readonly string[];
  adjusted: readonly string[];
  ignored: readonly string[];
};

/**
 * Checks a request before anything is sent.
 * @throws GatewayError `invalid-request` for a language that the model does not know
 */
export function checkTranscription(
  { language, keywords }: TranscriptionRequest,
  { id, path, domain }: Model,
): CheckedTranscription {
  const protocol = toAudioProtocol(path ?? "");
  const asked = keywords.value;
  // Classic dictation supports hot words only in its console.
  const served = protocol === "v2" ? [] : toHotWords(asked);
  const isShorter = served.length > 0 && served.length < asked.length;
  return {
    protocol,
    domain: domain ?? id,
    language: toSparkLanguage(language, protocol),
    keywords: served,
    adjusted: isShorter ? [`${keywords.name}=${served.length}`] : [],
    ignored: asked.length > 0 && served.length === 0 ? [keywords.name] : [],
  };
}
