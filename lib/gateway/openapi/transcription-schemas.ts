import { transcriptionRequest } from "../../api/audio/transcriptions/request-schema";
import * as answers from "../../api/audio/transcriptions/response-schema";
import { isPart, type Part, type Parts, refer } from "./json";
import { toJsonSchemas } from "./json-schemas";
import type { Limits } from "./schemas";

/** Returns the schemas for transcriptions by name. */
export function toTranscriptionSchemas({ modelIds }: Limits): Parts {
  const { TranscriptionRequest = {} } = toJsonSchemas(
    { TranscriptionRequest: transcriptionRequest },
    { io: "input" },
  );
  return {
    TranscriptionRequest: toForm(TranscriptionRequest, modelIds),
    ...toJsonSchemas(ANSWERS, { io: "output" }),
    TranscriptionEvent: {
      description: "The `data` of one event.",
      oneOf: [
        refer("schemas/TranscriptTextDelta"),
        refer("schemas/TranscriptTextDone"),
        refer("schemas/Error"),
      ],
    },
  };
}

const ANSWERS = {
  Transcription: answers.transcription,
  TranscriptionVerbose: answers.transcriptionVerbose,
  TranscriptTextDelta: answers.transcriptTextDelta,
  TranscriptTextDone: answers.transcriptTextDone,
};

/** Describes a form: a file, and fields that are all strings. */
function toForm(schema: Part, modelIds: readonly string[]): Part {
  const known = isPart(schema["properties"]) ? schema["properties"] : {};
  const model = isPart(known["model"]) ? known["model"] : {};
  return {
    ...schema,
    description:
      "An empty value means absent for every optional field. The name of a list may end in `[]`. " +
      "Unknown fields are accepted, ignored, and named in `x-spark-ignored`.",
    required: ["file", "model"],
    properties: {
      file: {
        type: "string",
        format: "binary",
        description:
          "WAV (PCM of 8 to 32 bits or float, any rate, any number of channels) or MP3; what it is is read " +
          "from its bytes.",
      },
      ...known,
      model: { ...model, examples: modelIds },
      include: {
        description: "Refused: iFlytek gives no log probabilities.",
        type: "array",
        maxItems: 0,
      },
    },
  };
}
