import { toSpeechEvents } from "../../api/audio/speech/events";
import { KEEP_ALIVE, SSE_HEADERS } from "../../api/common/sse";
import type { OpenAiError } from "../../api/openai/error-schema";
import { toOpenAiError } from "../../api/openai/errors/error";
import { findFailure, GatewayError } from "../../core/errors";
import type { SpeechFormat } from "../../core/speech-request";
import { createByteStream } from "../../streams/byte-stream";
import { replay, type Source } from "../../streams/source";
import { transform } from "../../streams/transform";
import type { Settings } from "../config/settings";
import { toNoteHeaders, toSidHeader } from "../generate/spark-headers";
import type { Answer } from "../http/answer";
import type { RequestContext } from "../http/request-context";
import type { RequestFields } from "../telemetry/request-fields";
import type { ServiceWatch } from "./service-watch";

type Audio = Source<Uint8Array<ArrayBuffer>>;

type Speech = {
  audio: Audio;
  format: SpeechFormat;
  /** True to answer with server-sent events instead of bytes. */
  isEvents: boolean;
  /** The adjusted and ignored fields, for the headers. */
  notes: Parameters<typeof toNoteHeaders>[0];
  /** Returns the number of characters spoken so far. */
  characters: () => number;
  /** Returns the fields for the log. */
  fields: () => RequestFields;
};

type Answering = {
  context: RequestContext;
  watch: ServiceWatch;
  settings: Pick<Settings, "heartbeatMs">;
};

/**
 * Answers once the first audio has arrived, and throws until then. A later failure becomes an
 * event, or cuts the connection: bytes alone cannot say that they are incomplete.
 */
export async function streamSpeech(speech: Speech, answering: Answering): Promise<Answer> {
  const { audio, format, isEvents, notes, characters, fields } = speech;
  const { context, watch, settings } = answering;
  const first = audio.next();
  await watch.begin(first, fields);
  context.record({ stream: true, first_token_ms: context.elapsed() });
  context.startStream();
  const explain = (error: unknown): OpenAiError | undefined => explainLate(error, context);
  const whole = replay(first, audio);
  const body = createByteStream(
    isEvents ? toSpeechEvents(whole, { characters, explain }) : cutOnFailure(whole, explain),
    {
      heartbeat: isEvents ? KEEP_ALIVE : null,
      heartbeatMs: settings.heartbeatMs,
      signal: context.signal,
      onCancel: () => {
        context.fail(new GatewayError({ kind: "caller-gone" }));
        context.abort();
      },
      onEnd: () => {
        const ended = watch.end();
        context.finish(fields());
        return ended;
      },
    },
  );
  return {
    status: 200,
    headers: {
      ...SSE_HEADERS,
      ...(!isEvents && { "content-type": CONTENT_TYPES[format] }),
      ...toNoteHeaders(notes),
      ...toSidHeader(watch.sids()),
    },
    body,
  };
}

const CONTENT_TYPES: Readonly<Record<SpeechFormat, string>> = {
  mp3: "audio/mpeg",
  wav: "audio/wav",
  pcm: "audio/pcm",
};

function cutOnFailure(audio: Audio, note: (error: unknown) => void): Audio {
  return transform(audio, {
    step: (bytes) => bytes,
    fail(error) {
      note(error);
      throw error;
    },
  });
}

/** Aborts everything that is still running. Returns undefined if the caller has left. */
function explainLate(error: unknown, context: RequestContext): OpenAiError | undefined {
  context.abort();
  context.fail(error);
  const failure = findFailure(error);
  if (failure?.kind === "caller-gone") return undefined;
  const { body, code } = toOpenAiError(failure, context.id);
  context.record({ code });
  return body.error;
}
