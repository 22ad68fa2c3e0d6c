import { type AudioService, type AudioSession, parseMessage, play } from "../audio-session";
import { isRecord, type Rule } from "../schema";
import type { SparkError } from "../spark-request";
import { perform, type SpeechFrames } from "./perform";
import { findParamError, integer, optional, readBase64, word } from "./rules";
import type { Speech } from "./speech";
import { findSpeechRefusal } from "./voices";

const MAX_BYTES = 8000;

/** The text encodings that the page names, by their names on this platform. */
const TEXT_ENCODINGS: Readonly<Record<string, string>> = {
  UTF8: "utf-8",
  GB2312: "gbk",
  GBK: "gbk",
  BIG5: "big5",
  GB18030: "gb18030",
  UNICODE: "utf-16le",
};

const BUSINESS: Rule = {
  type: "object",
  properties: {
    aue: { type: "string", minLength: 1 },
    sfl: integer(0, 1),
    auf: optional({ type: "string" }),
    vcn: { type: "string", minLength: 1, maxLength: 64 },
    speed: integer(0, 100),
    volume: integer(0, 100),
    pitch: integer(0, 100),
    bgs: integer(0, 1),
    tte: optional({ type: "string" }),
    reg: optional(word("0", "1", "2")),
    rdn: optional(word("0", "1", "2", "3")),
  },
};

const REQUEST: Rule = {
  type: "object",
  properties: {
    common: { type: "object", properties: { app_id: { type: "string", minLength: 1 } } },
    business: { type: "object", open: true, properties: {} },
    data: {
      type: "object",
      properties: { status: { type: "integer", min: 2, max: 2 }, text: { type: "string" } },
    },
  },
};

type Request = {
  readonly common: { readonly app_id: string };
  readonly business: {
    readonly aue: string;
    readonly sfl?: number;
    readonly auf?: string;
    readonly vcn: string;
    readonly speed?: number;
    readonly volume?: number;
    readonly tte?: string;
  };
  readonly data: { readonly text: string };
};

/** iFlytek's online TTS, with one message for one text. */
export const TTS: AudioService = {
  sidPrefix: "tts",
  open(session, stage) {
    let isAsked = false;
    const frames = toFrames(stage.sid);
    return (message) => {
      // One text per connection; the real answer to a second one is not known.
      if (isAsked) return stage.close();
      isAsked = true;
      void play(session, async () => {
        const verdict = judge(message, session);
        session.ledger.onceGone(() => verdict.release?.());
        if ("error" in verdict) {
          await stage.send(JSON.stringify(frames.error(verdict.error)));
          return;
        }
        await (session.queued?.(stage) ?? perform(verdict.speech, { session, stage, frames }));
      });
    };
  },
};

type Verdict =
  | { readonly error: SparkError; readonly release?: () => void }
  | { readonly speech: Speech; readonly release: () => void };

function judge(message: string | null, { app, ledger, world }: AudioSession): Verdict {
  const value = parseMessage(message);
  if (!isRecord(value)) return refuse(10_160, "parse request json error");
  ledger.hear(value);
  const missing = findMissing(value);
  if (missing) return refuse(10_006, `missing ${missing}`);
  const error =
    findParamError(value, REQUEST) ?? findParamError(value["business"], BUSINESS, "$.business");
  if (error) return { error };
  const request = value as Request;
  if (request.common.app_id !== app.appId) return refuse(10_313, "invalid appid");
  const read = readSpeech(request);
  if ("error" in read) return read;
  const refusal = findSpeechRefusal(app, { service: "tts", voice: request.business.vcn });
  if (refusal) return { error: refusal };
  const admission = world.quotas.admit(app, undefined);
  if ("error" in admission) return { error: toLicence(admission.error) };
  return { speech: read, release: admission.release };
}

/** Finds a missing field for which the page documents a code of its own. */
function findMissing({ business, data }: Record<string, unknown>): string | null {
  if (isRecord(business)) {
    for (const name of ["vcn", "aue"]) if (!Object.hasOwn(business, name)) return name;
  }
  return isRecord(data) && !Object.hasOwn(data, "text") ? "text" : null;
}

const DEFAULTS = { sfl: 0, auf: "audio/L16;rate=16000", speed: 50, volume: 50 };

function readSpeech({ business, data }: Request): Speech | { readonly error: SparkError } {
  const { aue, sfl, auf, speed, volume, tte } = { ...DEFAULTS, ...business };
  const rate = Number(/^audio\/L16;rate=(8000|16000)$/u.exec(auf)?.[1]);
  const encoding = TEXT_ENCODINGS[tte ?? ""];
  // The page also documents Speex, for which there is no encoder here.
  if (aue !== "raw" && aue !== "lame") return refuse(10_007, "invalid aue");
  if (!rate) return refuse(10_007, "invalid auf");
  // No default is documented, so a client that omits it depends on an unknown one.
  if (encoding === undefined) return refuse(10_007, "invalid tte");
  const bytes = readBase64(data.text);
  if (!bytes) return refuse(10_161, "parse base64 string error");
  if (bytes.length === 0 || bytes.length >= MAX_BYTES) return refuse(10_109, "invalid text length");
  return {
    text: new TextDecoder(encoding).decode(bytes),
    encoding: aue,
    isWhole: aue === "lame" && sfl === 0,
    rate,
    speed,
    volume: volume * 2,
  };
}

const toFrames = (sid: string): SpeechFrames => ({
  empty: () => ({ code: 0, message: "success", sid, data: null }),
  error: ({ code, detail }) => ({ code, message: detail, sid }),
  audio: ({ audio, done, isLast }, { raw = audio.toString("base64") }) => ({
    code: 0,
    message: "success",
    sid,
    data: { audio: raw, ced: String(done), status: isLast ? 2 : 1 },
  }),
});

/** Too many concurrent sessions are reported as a missing licence. */
function toLicence({ code }: SparkError): SparkError {
  return code === 11_203
    ? { code: 10_010, detail: "service license not enough" }
    : { code, detail: "licc failed" };
}

const refuse = (code: number, detail: string): { readonly error: SparkError } => ({
  error: { code, detail },
});
