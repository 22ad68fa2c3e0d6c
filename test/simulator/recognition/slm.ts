import { type AudioService, parseMessage } from "../audio-session";
import { isRecord } from "../schema";
import { findParamError, readBase64 } from "../speech/rules";
import type { SparkError } from "../spark-request";
import { openListening } from "./listening";
import type { Dialect, Opening, Received } from "./protocol";
import { SLM_FRAME } from "./rules";

const MAX_FRAME = 10 * 1024 * 1024;
const DEFAULT_SILENCE_MS = 1800;

type Frame = {
  readonly header: { readonly app_id: string; readonly status: 0 | 1 | 2 };
  readonly parameter?: {
    readonly iat: {
      readonly domain: string;
      readonly ln?: string;
      readonly eos?: number;
      readonly vinfo?: number;
      readonly dwa?: string;
    };
  };
  readonly payload: {
    readonly audio: {
      readonly encoding: "raw" | "lame";
      readonly sample_rate: number;
      readonly seq: number;
      readonly status: number;
      readonly audio: string;
    };
  };
};

/** The service for the large model with many languages. */
export const SLM: AudioService = {
  sidPrefix: "ase",
  open: (session, stage) =>
    openListening(session, stage, toDialect(session.app.appId, stage.sid, session.ledger.hear)),
};

function toDialect(appId: string, sid: string, hear: (message: unknown) => void): Dialect {
  let seq = -1;
  let isFirst = true;
  const toHeader = (status: number) => ({ code: 0, message: "success", sid, status });
  return {
    read(message) {
      if ((message?.length ?? 0) > MAX_FRAME) return refuse(10_222, "context deadline exceeded");
      const value = parseMessage(message);
      if (!isRecord(value)) return refuse(10_160, "parse request json error");
      if (isFirst) hear(value);
      const error = findParamError(value, SLM_FRAME);
      if (error) return { error };
      const frame = value as Frame;
      const wrong = findDisorder(frame, { appId, isFirst, before: seq });
      if (wrong) return { error: wrong };
      const { audio, seq: number } = frame.payload.audio;
      seq = number;
      const bytes = readBase64(audio);
      if (!bytes) return refuse(10_161, "parse base64 string error");
      const received: Received = { status: frame.header.status, audio: bytes };
      const opening = isFirst ? toOpening(frame) : null;
      isFirst = false;
      return opening ? { ...received, opening } : received;
    },
    greeting: () => [{ header: toHeader(0) }],
    result: (result, status) => ({
      header: toHeader(status),
      payload: {
        result: {
          compress: "raw",
          encoding: "utf8",
          format: "json",
          seq: result.sn,
          status,
          text: Buffer.from(JSON.stringify(result)).toString("base64"),
        },
      },
    }),
    error: ({ code, detail }) => ({ header: { code, message: detail, sid, status: 2 } }),
    tooLong: { code: 10_014, detail: "session timeout" },
  };
}

type Place = { readonly appId: string; readonly isFirst: boolean; readonly before: number };

function findDisorder(
  { header, parameter, payload }: Frame,
  { appId, isFirst, before }: Place,
): SparkError | null {
  const { seq, status } = payload.audio;
  if (header.app_id !== appId) return { code: 10_313, detail: "invalid appid" };
  if (isFirst && header.status !== 0) return { code: 10_165, detail: "invalid handle" };
  if (isFirst && !parameter) return invalid("'$.parameter' is required");
  if (!isFirst && header.status === 0) return invalid("'$.header.status' is not allowed");
  if (status !== header.status) return invalid("'$.payload.audio.status' is not the header's");
  // Starts from 1, or from 0 as on the page about dialects.
  if (isFirst ? seq > 1 : seq !== before + 1)
    return invalid("'$.payload.audio.seq' is out of order");
  return null;
}

const invalid = (problem: string): SparkError => ({
  code: 10_163,
  detail: `param validate error:${problem}`,
});

function toOpening({ parameter, payload }: Frame): Opening | null {
  if (!parameter) return null;
  const { ln = "none", eos = DEFAULT_SILENCE_MS, vinfo, dwa } = parameter.iat;
  const { encoding, sample_rate: rate } = payload.audio;
  return {
    encoding,
    rate,
    silenceMs: eos,
    hasTimes: vinfo === 1,
    hasCorrections: dwa === "wpgs",
    language: ln,
  };
}

const refuse = (code: number, detail: string): { readonly error: SparkError } => ({
  error: { code, detail },
});
