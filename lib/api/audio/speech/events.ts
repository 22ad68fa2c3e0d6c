import { transform } from "../../../streams/transform";
import type { Source } from "../../../streams/source";
import { toEvent } from "../../common/sse";
import type { OpenAiError } from "../../openai/error-schema";
import type { SpeechEvent } from "./response-schema";

type EventOptions = {
  /** How many characters were spoken, asked once all were. */
  characters: () => number;
  /** The error that a failure is to this API; undefined where nobody is left to read it. */
  explain: (error: unknown) => OpenAiError | undefined;
};

/** Audio as OpenAI's events: what fails in the middle is an event too, and nothing follows it. */
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
