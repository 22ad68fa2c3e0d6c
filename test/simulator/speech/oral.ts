import { type AudioService, type AudioSession, parseMessage, play } from "../audio-session";
import { isRecord } from "../schema";
import type { SparkError } from "../spark-request";
import { perform, type SpeechFrames } from "./perform";
import { MESSAGE, type Message, PARAMETER, type Parameter } from "./oral-rules";
import { findParamError, readBase64 } from "./rules";
import type { Speech } from "./speech";
import { findSpeechRefusal } from "./voices";

const MAX_BYTES = 65_536;
const IDLE_MS = 10_000;

/**
 * iFlytek's 超拟人, which accepts a text in one message or several, each marked as the last or not.
 */
export const ORAL: AudioService = {
  sidPrefix: "aso",
  open(session, stage) {
    const heard: Heard = { parameter: undefined, text: "", isOver: false };
    const frames = toFrames(stage.sid, () => heard.parameter);
    const fail = (error: SparkError): Promise<void> =>
      play(session, () => stage.send(JSON.stringify(frames.error(error))));
    const patience = Math.min(IDLE_MS, session.world.requestTimeoutMs);
    const giveUp = (): void => void fail({ code: 10_200, detail: "read data timeout" });
    let idle = setTimeout(giveUp, patience);
    session.ledger.onceGone(() => clearTimeout(idle));
    return (message) => {
      clearTimeout(idle);
      // Messages after the last one are not read.
      if (heard.isOver) return;
      const error = hear(message, heard, session);
      if (error) {
        heard.isOver = true;
        return void fail(error);
      }
      if (!heard.isOver) {
        idle = setTimeout(giveUp, patience);
        return;
      }
      const verdict = judge(heard, session);
      session.ledger.onceGone(() => verdict.release?.());
      if ("error" in verdict) return void fail(verdict.error);
      void play(session, async () => {
        await (session.queued?.(stage) ?? perform(verdict.speech, { session, stage, frames }));
      });
    };
  },
};

type Heard = { parameter: Parameter | undefined; text: string; isOver: boolean };

/** Processes one message; the first one contains the parameters. */
function hear(raw: string | null, heard: Heard, { app, ledger }: AudioSession): SparkError | null {
  const value = parseMessage(raw);
  if (!isRecord(value)) return { code: 10_160, detail: "parse request json error" };
  ledger.hear(value);
  const error = findParamError(value, MESSAGE);
  if (error) return error;
  const { header, payload } = value as Message;
  if (header.app_id !== app.appId) return { code: 10_313, detail: "invalid appid" };
  if (!heard.parameter) {
    const wrong = findParamError(value["parameter"], PARAMETER, "$.parameter");
    if (wrong) return wrong;
    heard.parameter = value["parameter"] as Parameter;
  }
  if (header.status !== payload.text.status)
    return { code: 10_163, detail: "param validate error:'$.payload.text.status' is another" };
  const bytes = readBase64(payload.text.text);
  if (!bytes) return { code: 10_161, detail: "parse base64 string error" };
  heard.text += bytes.toString();
  heard.isOver = header.status === 2;
  return null;
}

type Verdict =
  | { readonly error: SparkError; readonly release?: () => void }
  | { readonly speech: Speech; readonly release: () => void };

function judge({ parameter, text: words }: Heard, { app, world }: AudioSession): Verdict {
  if (!parameter) return refuse(10_163, "param validate error:'$.parameter' is required");
  const { tts, oral } = parameter;
  if (![8000, 16_000, 24_000].includes(tts.audio.sample_rate))
    return refuse(10_163, "param validate error:'$.parameter.tts.audio.sample_rate'");
  // This block is for voices of the previous generation.
  if (oral && !tts.vcn.startsWith("x4_"))
    return refuse(10_163, `param validate error:'$.parameter.oral' is not of ${tts.vcn}`);
  const length = Buffer.byteLength(words);
  if (length === 0) return refuse(10_009, "input invalid data");
  if (length > MAX_BYTES) return refuse(10_222, "context deadline exceeded");
  // The page forbids these characters; the error for them is our choice.
  if (/\t|\p{Extended_Pictographic}/u.test(words)) return refuse(10_009, "input invalid data");
  const refusal = findSpeechRefusal(app, { service: "oral", voice: tts.vcn });
  if (refusal) return { error: refusal };
  const admission = world.quotas.admit(app, undefined);
  if ("error" in admission) return { error: toLicence(admission.error) };
  return { speech: toSpeech(words, tts), release: admission.release };
}

const toSpeech = (words: string, tts: Parameter["tts"]): Speech => ({
  text: words,
  encoding: tts.audio.encoding,
  isWhole: false,
  rate: tts.audio.sample_rate,
  speed: tts.speed ?? 50,
  volume: (tts.volume ?? 50) * 2,
});

/** @param find returns the parameters once they have arrived */
function toFrames(sid: string, find: () => Parameter | undefined): SpeechFrames {
  let seq = 0;
  return {
    empty: () => ({ header: { code: 0, message: "success", sid, status: 0 } }),
    error: ({ code, detail }) => ({ header: { code, message: detail, sid, status: 2 } }),
    audio({ audio, done, isLast }, changes) {
      seq += 1;
      const status = isLast ? 2 : 1;
      const { tts } = find() ?? {};
      const place = { status, seq: changes.seq ?? seq };
      const piece = { ...tts?.audio, ced: String(done), ...place };
      return {
        header: { code: 0, message: "success", sid, status },
        payload: {
          audio: { ...piece, audio: changes.raw ?? audio.toString("base64") },
          ...(tts?.rhy === 1 && { pybuf: { encoding: "utf8", ...place, text: "" } }),
        },
      };
    },
  };
}

function toLicence({ code }: SparkError): SparkError {
  return code === 11_203
    ? { code: 10_010, detail: "service license not enough" }
    : { code, detail: "auth no enough license" };
}

const refuse = (code: number, detail: string): { readonly error: SparkError } => ({
  error: { code, detail },
});
