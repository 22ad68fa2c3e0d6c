import { z } from "zod";

import { modelOverride } from "../../spark/catalogue";
import { readWindows } from "./window";
import { LOG_LEVELS } from "../telemetry/log";

/** The schema of a variable, and a description of what it expects. */
export type SettingType<T> = { schema: z.ZodType<T>; expects: string };

/** For a larger number, setTimeout fires after 1 ms. */
const MAX_TIMEOUT_MS = 2 ** 31 - 1;

export const milliseconds = {
  schema: z.string().regex(/^\d+$/).transform(Number).pipe(z.int().min(1).max(MAX_TIMEOUT_MS)),
  expects: `whole milliseconds from 1 to ${MAX_TIMEOUT_MS}`,
};
export const flag = {
  schema: z.enum(["true", "false"]).transform((text) => text === "true"),
  expects: "true or false",
};
export const count = {
  schema: z.string().regex(/^\d+$/).transform(Number).pipe(z.int().min(1).max(128)),
  expects: "a whole number from 1 to 128",
};
export const pace = {
  schema: z
    .string()
    .regex(/^\d+(?:\.\d+)?$/)
    .transform(Number)
    .pipe(z.number().min(0.5).max(1000)),
  expects: "a number from 0.5 to 1000, such as 1 or 2.5",
};
export const bytes = {
  schema: z
    .string()
    .regex(/^\d+ ?(?:KB|MB)?$/i)
    .transform((text) => Number.parseInt(text, 10) * unitOf(text))
    .pipe(
      z
        .int()
        .min(1)
        .max(2 ** 30),
    ),
  expects: "a size such as 33554432, 512KB or 32MB, 1024MB at most",
};
export const tokens = {
  schema: z.string().regex(/^\d+$/).transform(Number).pipe(z.int().min(1).max(1_000_000)),
  expects: "a whole number of tokens from 1 to 1000000",
};
export const hops = {
  schema: z.string().regex(/^\d+$/).transform(Number).pipe(z.int().max(16)),
  expects: "a whole number from 0 to 16",
};
export const windows = {
  schema: z.string().transform((text, context) => {
    const found = readWindows(text);
    if (found) return found;
    context.addIssue("no windows");
    return z.NEVER;
  }),
  expects:
    "limits such as 20/min or 20/min,500/day (s, min, h, day; 24 days at most, each length once)",
};
export const redisUrl = {
  schema: z.string().refine((text) => /^rediss?:\/\/./i.test(text) && URL.canParse(text)),
  expects: "an address such as redis://:password@host:6379 or rediss://host:6379/0",
};
export const list = {
  schema: z
    .string()
    .transform((text) => text.split(",").flatMap((part) => part.trim() || []))
    .refine((parts) => parts.length > 0),
  expects: "values separated by commas",
};
/** Callers send keys in header values, which are ASCII. */
export const keys = {
  schema: list.schema.refine((parts) => parts.every((part) => /^[\u0021-\u007e]+$/.test(part))),
  expects: "printable ASCII without spaces, separated by commas",
};
export const origins = {
  schema: list.schema.refine((parts) => parts.every((part) => part === "*" || isOrigin(part))),
  expects: '"*", or origins such as https://example.com separated by commas',
};
export const socketOrigin = {
  schema: z
    .string()
    .transform((text) => text.replace(/^http/i, "ws"))
    .refine((text) => URL.canParse(text))
    .transform((text) => new URL(text))
    .refine((url) => /^wss?:$/.test(url.protocol) && isBare(url)),
  expects: "an origin without a path, such as wss://spark-api.xf-yun.com",
};
export const httpOrigin = {
  schema: z
    .string()
    .refine((text) => URL.canParse(text))
    .transform((text) => new URL(text))
    .refine((url) => /^https?:$/.test(url.protocol) && isBare(url)),
  expects: "an origin without a path, such as https://spark-api-open.xf-yun.com",
};
export const httpUrl = {
  schema: z.string().refine((text) => /^https?:\/\//i.test(text) && URL.canParse(text)),
  expects: "an address such as http://127.0.0.1:4318",
};
/** It appears in a header, between parentheses. */
export const contact = {
  schema: z.string().regex(/^(?:https?:\/\/|mailto:)?[\w.@:/~+%#?=&-]{3,200}$/),
  expects: "an address such as https://example.com/contact or ops@example.com",
};
export const hosts = {
  schema: list.schema
    .transform((parts) => parts.filter(Boolean).map((part) => part.toLowerCase()))
    .refine((parts) => parts.every((part) => /^(\[[\da-f:.]+\]|[^\s/:@]+)(:\d+)?$/.test(part))),
  expects: "hosts such as images.example.com or localhost:9000, separated by commas",
};
export const aliases = {
  schema: json(z.record(z.string().min(1), z.string().min(1))),
  expects:
    'a JSON object of alias → model id, such as {"gpt-4o": "4.0Ultra", "claude*": "spark-x"}',
};
export const models = {
  schema: json(z.array(modelOverride)),
  expects: 'a JSON array of catalogue rows, such as [{"id": "lite", "domain": "lite"}]',
};
const voice = z.string().regex(/^[\w.-]{1,64}$/);
export const voices = {
  schema: json(z.record(z.string().min(1), z.union([voice, z.record(z.string().min(1), voice)]))),
  expects:
    'a JSON object of name → voice, or of model → such an object, such as {"alloy": "x4_yezi", "spark-tts-hd": {"alloy": "x5_lingfeiyi_flow"}}',
};
export const logLevel = { schema: z.enum(LOG_LEVELS), expects: `one of ${LOG_LEVELS.join(", ")}` };
export const apiDoor = { schema: z.enum(["node", "next"]), expects: "one of node, next" };
export const responsesStore = {
  schema: z.enum(["off", "memory", "redis"]),
  expects: "one of off, memory, redis",
};
/** Some secrets are sent in headers. */
export const secret = {
  schema: z.string().regex(/^[\u0020-\u007e]+$/),
  expects: "printable ASCII",
};

/** Parses a JSON string and validates its content. */
export function json<T>(schema: z.ZodType<T>) {
  return z
    .string()
    .transform((text, context): unknown => {
      try {
        return JSON.parse(text);
      } catch {
        context.addIssue("not JSON");
        return z.NEVER;
      }
    })
    .pipe(schema);
}

function unitOf(text: string): number {
  if (/MB$/i.test(text)) return 1024 * 1024;
  return /KB$/i.test(text) ? 1024 : 1;
}

const isOrigin = (text: string): boolean => URL.canParse(text) && new URL(text).origin === text;
const isBare = (url: URL): boolean =>
  url.pathname === "/" &&
  url.search === "" &&
  url.hash === "" &&
  url.username + url.password === "";
