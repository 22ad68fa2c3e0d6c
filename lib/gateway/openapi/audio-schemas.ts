import { speechRequest } from "../../api/audio/speech/request-schema";
import { speechEvent } from "../../api/audio/speech/response-schema";
import type { Parts } from "./json";
import { toJsonSchemas } from "./json-schemas";
import { toRequestSchema } from "./request-schema";
import type { Limits } from "./schemas";

/** Returns the schemas of the audio routes by name. */
export function toAudioSchemas({ modelIds }: Limits): Parts {
  const { SpeechRequest = {} } = toJsonSchemas({ SpeechRequest: speechRequest }, { io: "input" });
  return {
    SpeechRequest: toRequestSchema(SpeechRequest, { special: { model: { examples: modelIds } } }),
    ...toJsonSchemas({ SpeechEvent: speechEvent }, { io: "output" }),
  };
}
