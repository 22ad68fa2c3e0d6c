import type { AudioService } from "../audio-session";
import { isRecord } from "../schema";
import { findParamError, readBase64 } from "../speech/rules";
import type { SparkError } from "../spark-request";
import { openListening } from "./listening";
import type { Dialect, Opening, Received } from "./protocol";
import { IAT_BUSINESS, IAT_DATA } from "./rules";
import { parseMessage } from "../audio-session";

const MAX_AUDIO = 13_000;
const DEFAULTS = {
  vad_eos: 2000,
  vinfo: 0,
  dwa: "",
  format: "audio/L16;rate=16000",
  encoding: "raw",
};

type Business = { readonly vad_eos?: number; readonly vinfo?: number; readonly dwa?: string };
type Data = {
  readonly status: 0 | 1 | 2;
  readonly format?: string;
  readonly encoding?: string;
  readonly audio?: string;
};

/** The service for classic dictation. */
export const IAT: AudioService = {
  sidPrefix: "iat",
  open: (session, stage) =>
    openListening(session, stage, toDialect(session.app.appId, stage.sid, session.ledger.hear)),
};

function toDialect(appId: string, sid: string, hear: (message: unknown) => void): Dialect {
  let isFirst = true;
  return {
    read(message) {
      const value = parseMessage(message);
      if (!isRecord(value)) return refuse(10_160, "parse request json error");
      if (isFirst) hear(value);
      const received = isFirst ? readFirst(value, appId) : readNext(value);
      isFirst = false;
      return received;
    },
    greeting: () => [],
    result: (result, status) => ({ code: 0, message: "success", sid, data: { result, status } }),
    error: ({ code, detail }) => ({ code, message: detail, sid }),
    tooLong: { code: 10_114, detail: "session timeout" },
  };
}

function readFirst(value: Record<string, unknown>, appId: string): Received {
  const { common, business, data } = value;
  if (!isRecord(data) || data["status"] !== 0) return refuse(10_165, "invalid handle");
  if (!isRecord(common)) {
    return refuse(10_163, "param validate error:/common 'app_id' param is required");
  }
  const error = findParamError(business, IAT_BUSINESS, "$.business");
  if (error) return { error };
  if (common["app_id"] !== appId) return refuse(10_313, "invalid appid");
  const received = readData(data);
  if ("error" in received) return received;
  return { ...received, opening: toOpening(business as Business, data as Data) };
}

function readNext(value: Record<string, unknown>): Received {
  const unknown = Object.keys(value).find((name) => name !== "data");
  if (unknown !== undefined)
    return refuse(10_163, `param validate error:'$.${unknown}' is not allowed`);
  const { data } = value;
  if (!isRecord(data)) return refuse(10_163, "param validate error:'$.data' is required");
  if (data["status"] === 0)
    return refuse(10_163, "param validate error:'$.data.status' is not allowed");
  return readData(data);
}

function readData(data: Record<string, unknown>): Received {
  const error = findParamError(data, IAT_DATA, "$.data");
  if (error) return { error };
  const { status, audio = "" } = data as Data;
  if (audio.length > MAX_AUDIO) {
    return refuse(10_163, "param validate error:length of $.data.audio must be between 0,13000");
  }
  const bytes = readBase64(audio);
  return bytes ? { status, audio: bytes } : refuse(10_161, "parse base64 string error");
}

function toOpening(business: Business, data: Data): Opening {
  const {
    vad_eos: silenceMs,
    vinfo,
    dwa,
    format,
    encoding,
  } = { ...DEFAULTS, ...business, ...data };
  return {
    encoding: encoding === "lame" ? "lame" : "raw",
    rate: Number(format.split("=")[1]),
    silenceMs,
    hasTimes: vinfo === 1,
    hasCorrections: dwa === "wpgs",
    language: null,
  };
}

const refuse = (code: number, detail: string): { readonly error: SparkError } => ({
  error: { code, detail },
});
