import { transform } from "../../../streams/transform";
import type { Source } from "../../../streams/source";
import { toEvent } from "../../common/sse";
import type { OpenAiError } from "../../openai/error-schema";
import type { SpeechEvent } from "./response-schema";

type EventOptions = {
  /** Returns the number of spoken characters; called at the end. */
  characters: () => number;
  /** Returns the API error for a failure; undefined if the caller has left. */
  explain: (error: unknown) => OpenAiError | undefined;
};

/** Writes audio as OpenAI's events. A failure becomes the last event. */
export function toSpeechEvents(
  audio: Source<Uint8Array>,
  { characters, explain }: EventOptions,
): Source<string> {
  return transform(audio, {
    step: (bytes) =>
      bytes.length === 0
        ? ""
        : toText({ type: "speech.audio.delta", audio: Buffer.from(bytes).toString("base64") }),
    end: () => toText({ type: "speech.audio.done", usage: toUsage(characters()) }),
    fail(error) {
      const explained = explain(error);
      return explained && toText({ type: "error", error: explained });
    },
  });
}

const toText = (event: SpeechEvent): string => toEvent(event);

const toUsage = (characters: number) => ({
  input_tokens: characters,
  output_tokens: 0 as const,
  total_tokens: characters,
  characters,
  estimated: true as const,
});
