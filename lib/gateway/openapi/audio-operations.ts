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

const bytes: Part = { schema: { type: "string", format: "binary" } };

/** The OpenAPI operations of the audio routes. */
export const SPEECH: Part = {
  post: {
    operationId: "createSpeech",
    summary: "Speak a text · 语音合成",
    description:
      "The audio is sent as it comes. Until there is something to hear a failure is an HTTP status; " +
      "after that it cuts the connection, or, as `sse`, is an event that no `speech.audio.done` follows.",
    tags: ["audio"],
    requestBody: {
      required: true,
      content: {
        "application/json": {
          schema: refer("schemas/SpeechRequest"),
          examples: {
            mp3: {
              summary: "A sentence as MP3",
              value: { model: "spark-tts", voice: "alloy", input: "你好，欢迎使用讯飞语音。" },
            },
          },
        },
      },
    },
    responses: {
      200: {
        description: "The audio.",
        headers: referHeaders(...TOLD),
        content: {
          "audio/mpeg": bytes,
          "audio/wav": bytes,
          "audio/pcm": bytes,
          "text/event-stream": { schema: refer("schemas/SpeechEvent") },
        },
      },
      ...ERRORS,
    },
  },
};
