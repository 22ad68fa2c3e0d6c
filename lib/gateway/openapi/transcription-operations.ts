import { listErrors } from "./errors";
import { LIMIT_HEADERS, referHeaders } from "./headers";
import { type Part, refer } from "./json";

const TOLD = [
  "x-request-id",
  "x-spark-sid",
  "x-spark-adjusted",
  "x-spark-ignored",
  ...LIMIT_HEADERS,
];

const ERRORS = listErrors(400, 401, 403, 404, 405, 408, 413, 415, 429, 500, 502, 503, 504);

/** The document's description of the route for transcriptions. */
export const TRANSCRIPTIONS: Part = {
  post: {
    operationId: "createTranscription",
    summary: "Write down a recording · 语音识别",
    description:
      "A recording over 55 seconds is cut at pauses, and four pieces are heard at once. The audio is sent as " +
      "fast as it sounds, or faster where the host says so. A piece that fails fails the request. As a stream, " +
      "a failure after the first event is an event that no `transcript.text.done` follows.",
    tags: ["audio"],
    requestBody: {
      required: true,
      content: { "multipart/form-data": { schema: refer("schemas/TranscriptionRequest") } },
    },
    responses: {
      200: {
        description: "The transcript. The formats `text`, `srt` and `vtt` are plain text.",
        headers: referHeaders(...TOLD),
        content: {
          "application/json": {
            schema: {
              anyOf: [refer("schemas/Transcription"), refer("schemas/TranscriptionVerbose")],
            },
          },
          "text/plain": { schema: { type: "string" } },
          "text/event-stream": { schema: refer("schemas/TranscriptionEvent") },
        },
      },
      ...ERRORS,
    },
  },
};
