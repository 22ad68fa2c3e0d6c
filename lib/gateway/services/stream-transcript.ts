import { KEEP_ALIVE, SSE_HEADERS, toEvent } from "../../api/common/sse";
import { toOpenAiError } from "../../api/openai/errors/error";
import { toDeltaEvent, toDoneEvent } from "../../api/audio/transcriptions/write-transcript";
import { findFailure, GatewayError } from "../../core/errors";
import type { Transcript } from "../../core/transcription";
import type { Heard } from "../../spark/recognition/result";
import { createByteStream } from "../../streams/byte-stream";
import { fulfilsWithin, replay, type Source } from "../../streams/source";
import type { Settings } from "../config/settings";
import { toSidHeader } from "../generate/spark-headers";
import type { Answer } from "../http/answer";
import type { RequestContext } from "../http/request-context";
import type { RequestFields } from "../telemetry/request-fields";
import type { ServiceWatch } from "./service-watch";
import type { TranscriptBuilder } from "./transcript-builder";

export type TranscriptStream = {
  heard: Source<readonly Heard[]>;
  builder: TranscriptBuilder;
  /** Headers that report ignored and adjusted fields. */
  notes: Readonly<Record<string, string>>;
  fields: () => RequestFields;
};

type Around = {
  context: RequestContext;
  watch: ServiceWatch;
  settings: Pick<Settings, "streamCommitMs" | "heartbeatMs">;
};

/**
 * Answers with a transcript as server-sent events, each piece of text as soon as it was recognised.
 * A failure before the first one is thrown. A later one becomes an event, without a
 * `transcript.text.done`.
 */
export async function streamTranscript(
  { heard, builder, notes, fields }: TranscriptStream,
  { context, watch, settings }: Around,
): Promise<Answer> {
  const first = heard.next();
  await watch.begin(fulfilsWithin(first, settings.streamCommitMs), fields);
  context.startStream();
  const events = toEvents(replay(first, heard), builder, (error) => explain(error, context));
  const body = createByteStream(events, {
    heartbeat: KEEP_ALIVE,
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
  });
  return { status: 200, body, headers: { ...SSE_HEADERS, ...notes, ...toSidHeader(watch.sids()) } };
}

async function* toEvents(
  heard: Source<readonly Heard[]>,
  builder: TranscriptBuilder,
  toError: (error: unknown) => object | undefined,
): Source<string> {
  let transcript: Transcript;
  try {
    for await (const batch of heard) {
      const text = builder.add(batch);
      if (text !== "") yield toDeltaEvent(text);
    }
    transcript = builder.end();
  } catch (error) {
    const body = toError(error);
    if (body) yield toEvent(body);
    return;
  }
  yield toDoneEvent(transcript);
}

/** Returns the error for the caller; undefined if the caller has left. */
function explain(error: unknown, context: RequestContext): object | undefined {
  context.abort();
  context.fail(error);
  const failure = findFailure(error);
  if (failure?.kind === "caller-gone") return undefined;
  const { body, code } = toOpenAiError(failure, context.id);
  context.record({ code });
  return body;
}
