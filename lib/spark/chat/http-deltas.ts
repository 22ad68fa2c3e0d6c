import type { Citation, Delta, Deltas, Finish, Usage } from "../../core/delta";
import { GatewayError } from "../../core/errors";
import { OUTPUT_MODERATED, SUSPECTED, toRejection } from "../codes";
import { findError, findSid, type SparkError } from "../http-error";
import { DONE } from "../transport/http-body";
import { type HttpEvent, type HttpSpeech, readEvent, toSpeeches } from "./http-event";
import type { Source } from "../../streams/source";
import { type AnswerReader, isFull, readAnswer, requireWords, toUsage } from "./answer-reader";
import type { CallerNames } from "./function-names";
import { type DeltaOptions, nothing, SAME_NAMES } from "./websocket-deltas";
import { createCalls } from "./http-tool-calls";

/** Converts the events of Spark's HTTP service into deltas; see `toDeltas` for the WebSocket. */
export function toHttpDeltas(
  batches: Source<readonly string[]>,
  { maxTokens, names = SAME_NAMES, onLateFrame, onFrames = nothing }: DeltaOptions,
): Deltas {
  return readAnswer(batches, createEventReader(maxTokens, names), {
    onFrames,
    onLate(raw) {
      // After an early end, the usual `[DONE]` still arrives and need not be logged.
      if (raw !== DONE) onLateFrame(raw);
    },
  });
}

function createEventReader(maxTokens: number | undefined, names: CallerNames): AnswerReader {
  const calls = createCalls(names);
  let sid: string | undefined;
  let usage: Usage | null = null;
  let spoken = false;
  let thought = false;
  let cutShort = false;
  let finished = false;

  const finish = (reason: Finish["reason"], endedBy: number | null): Delta => {
    finished = true;
    return { type: "finish", reason, usage, endedBy };
  };

  /**
   * Finishes a valid answer. Calls are emitted only here, because their last piece may come late or
   * be cut off.
   */
  const conclude = (endedBy: number | null): Delta[] => {
    const made = calls.list();
    const isCut = cutShort || isFull(usage, maxTokens);
    // Reasoning without text is valid only when max_tokens cut it off.
    requireWords(spoken || made.length > 0 || (thought && isCut));
    return [...made, finish(toReason(isCut, made.length > 0), endedBy)];
  };

  const refuse = (error: SparkError): Delta[] => {
    const { code } = error;
    if (spoken && code === OUTPUT_MODERATED) return [finish("content_filter", code)];
    if ((spoken || calls.list().length > 0) && code === SUSPECTED) return conclude(code);
    throw toError(error, sid);
  };

  const hear = (event: HttpEvent): Delta[] => {
    const speeches = toSpeeches(event);
    for (const speech of speeches) if (!isSearch(speech)) calls.add(speech.tool_calls ?? []);
    if (event.usage) usage = toUsage(event.usage);
    cutShort ||= (event.choices ?? []).some((choice) => choice.finish_reason === "length");
    const words = speeches.flatMap(toWords);
    thought ||= words.length > 0;
    spoken ||= words.some(({ type }) => type === "text");
    return [...toCitations(speeches), ...words];
  };

  return {
    sid: () => sid,
    isFinished: () => finished,
    read(raw) {
      if (raw === DONE) return conclude(null);
      const event = readEvent(raw);
      if (!event) throw new GatewayError({ kind: "spark-invalid", detail: "an unreadable frame" });
      const first = sid === undefined;
      sid ||= findSid(event) ?? "";
      const error = findError(event);
      // The suspicion code may share its event with the whole answer.
      if (error && error.code !== SUSPECTED) return refuse(error);
      const deltas: Delta[] = first ? [{ type: "start", sid }] : [];
      deltas.push(...hear(event));
      if (error) deltas.push(...refuse(error));
      return deltas;
    },
    end() {
      // Without `[DONE]`, usage marks the last event (HTTP调用文档.html).
      if (usage) return conclude(null);
      throw new GatewayError({ kind: "spark-closed", closeCode: 1000 });
    },
  };
}

function toReason(isCut: boolean, hasCalled: boolean): Finish["reason"] {
  if (isCut) return "length";
  return hasCalled ? "tool_calls" : "stop";
}

function toError({ code, message, sid: named }: SparkError, sid = ""): GatewayError {
  if (code === null) {
    const detail = "an error without a code";
    return new GatewayError({ kind: "spark-invalid", detail }, { cause: message });
  }
  return new GatewayError(toRejection(code, message, named ?? (sid || null)));
}

/** Search results come as a separate message with the role `tool`. */
const isSearch = ({ role }: HttpSpeech): boolean => role === "tool";

function toWords(speech: HttpSpeech): Delta[] {
  if (isSearch(speech)) return [];
  const deltas: Delta[] = [];
  if (speech.reasoning_content) deltas.push({ type: "reasoning", text: speech.reasoning_content });
  if (speech.content) deltas.push({ type: "text", text: speech.content });
  return deltas;
}

function toCitations(speeches: readonly HttpSpeech[]): Delta[] {
  const citations = speeches
    .flatMap(({ tool_calls: calls }) => calls ?? [])
    .flatMap(({ web_search: search }) => search?.outputs ?? [])
    .flatMap((source): Citation[] =>
      source ? [{ url: source.url, title: source.title || source.url }] : [],
    );
  return citations.length > 0 ? [{ type: "citations", citations }] : [];
}
