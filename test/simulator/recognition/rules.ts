import type { Rule } from "../schema";
import { integer, optional, word } from "../speech/rules";

const text: Rule = { type: "string" };

/** voicedictation/API.html: a parameter without its grant is ignored, an unknown one is not. */
export const IAT_BUSINESS: Rule = {
  type: "object",
  properties: {
    language: word("zh_cn", "en_us"),
    domain: word("iat", "medical", "gov-seat-assistant", "seat-assistant"),
    accent: word("mandarin"),
    vad_eos: integer(0, 10_000),
    dwa: optional(word("wpgs")),
    pd: optional(text),
    ptt: integer(0, 1),
    pcm: integer(0, 1),
    rlang: optional(word("zh-cn", "zh-hk")),
    vinfo: integer(0, 1),
    nunum: integer(0, 1),
    speex_size: integer(0, 1000),
    nbest: integer(1, 5),
    wbest: integer(1, 5),
  },
};

export const IAT_DATA: Rule = {
  type: "object",
  properties: {
    status: { type: "integer", min: 0, max: 2 },
    format: optional(word("audio/L16;rate=16000", "audio/L16;rate=8000")),
    encoding: optional(word("raw", "lame", "speex", "speex-wb")),
    audio: optional(text),
  },
};

const LN =
  "none zh en ja ko ru fr es ar de th vi hi pt it ms id fil tr el cs ur bn ta uk kk uz pl mn sw ha fa nl sv ro bg ug tib";

/** spark_mul_cn_iat.html */
const SLM_PARAMETER: Rule = {
  type: "object",
  properties: {
    domain: word("slm", "spark_asr_v2"),
    language: word("mul_cn", "zh_cn"),
    accent: word("mandarin", "mulacc"),
    ln: optional(word(...LN.split(" "))),
    eos: integer(600, 60_000),
    vinfo: integer(0, 1),
    dwa: optional(word("wpgs")),
    dhw: optional({ type: "string", maxLength: 1024, pattern: /^utf-8;./u }),
    nbest: integer(1, 5),
    wbest: integer(0, 5),
    ptt: integer(0, 1),
    smth: integer(0, 1),
    nunum: integer(0, 1),
    opt: integer(0, 2),
    rlang: optional(word("zh-cn", "zh-hk", "zh-mo", "zh-tw")),
    ltc: integer(1, 3),
    result: {
      type: "object",
      properties: {
        encoding: word("utf8"),
        compress: word("raw"),
        format: word("json", "plain"),
      },
    },
  },
};

export const SLM_FRAME: Rule = {
  type: "object",
  properties: {
    header: {
      type: "object",
      properties: {
        app_id: { type: "string", minLength: 1, maxLength: 50 },
        status: { type: "integer", min: 0, max: 2 },
        res_id: optional(text),
      },
    },
    parameter: optional({ type: "object", properties: { iat: SLM_PARAMETER } }),
    payload: {
      type: "object",
      properties: {
        audio: {
          type: "object",
          properties: {
            encoding: word("raw", "lame"),
            sample_rate: { type: "integer", min: 8000, max: 16_000 },
            channels: { type: "integer", min: 1, max: 1 },
            bit_depth: { type: "integer", min: 16, max: 16 },
            seq: { type: "integer", min: 0, max: 9_999_999 },
            status: { type: "integer", min: 0, max: 2 },
            audio: text,
          },
        },
      },
    },
  },
};
