import type { Rule } from "../schema";
import { integer, optional, word } from "./rules";

const text = (maxLength: number): Rule => ({ type: "string", minLength: 1, maxLength });
const status: Rule = { type: "integer", min: 0, max: 2 };

const AUDIO: Rule = {
  type: "object",
  properties: {
    encoding: word("raw", "lame"),
    sample_rate: { type: "integer", min: 8000, max: 24_000 },
    channels: integer(1, 1),
    bit_depth: integer(16, 16),
    frame_size: integer(0, 1024),
  },
};

export const PARAMETER: Rule = {
  type: "object",
  properties: {
    tts: {
      type: "object",
      properties: {
        vcn: text(64),
        speed: integer(0, 100),
        volume: integer(0, 100),
        pitch: integer(0, 100),
        bgs: integer(0, 1),
        reg: integer(0, 2),
        rdn: integer(0, 3),
        rhy: integer(0, 1),
        watermask: integer(0, 2),
        implicit_watermark: optional({ type: "boolean" }),
        audio: AUDIO,
      },
    },
    oral: optional({
      type: "object",
      properties: {
        oral_level: optional(word("high", "mid", "low")),
        spark_assist: integer(0, 1),
        stop_split: integer(0, 1),
        remain: integer(0, 1),
      },
    }),
  },
};

export const MESSAGE: Rule = {
  type: "object",
  properties: {
    header: { type: "object", properties: { app_id: text(50), status } },
    parameter: optional({ type: "object", open: true, properties: {} }),
    payload: {
      type: "object",
      properties: {
        text: {
          type: "object",
          properties: {
            encoding: optional(word("utf8")),
            compress: optional(word("raw")),
            format: optional(word("plain", "json")),
            status,
            seq: integer(0, 9_999_999),
            text: { type: "string" },
          },
        },
      },
    },
  },
};

export type Message = {
  readonly header: { readonly app_id: string; readonly status: number };
  readonly payload: { readonly text: { readonly status: number; readonly text: string } };
};

export type Parameter = {
  readonly tts: {
    readonly vcn: string;
    readonly speed?: number;
    readonly volume?: number;
    readonly rhy?: number;
    readonly audio: { readonly encoding: "raw" | "lame"; readonly sample_rate: number };
  };
  readonly oral?: object;
};
