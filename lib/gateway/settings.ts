import { z } from "zod";

import { type Catalogue, createCatalogue, modelOverride } from "../spark/catalogue";
import type { ExchangeTimeouts } from "../spark/exchange";
import type { SparkCredentials } from "../spark/sign";
import { LOG_LEVELS, type LogLevel } from "./log";

/** What the host decides (contract §10), checked. */
export type Settings = {
  /** The server's own Spark app, for callers who bring none. */
  app: SparkCredentials | null;
  /** The server's own APIPassword, for Spark's HTTP service. */
  password: string | null;
  gatewayKeys: readonly string[];
  /** Origins that replace the catalogue's hosts. */
  chatOrigin: URL | null;
  imageOrigin: URL | null;
  httpOrigin: URL | null;
  catalogue: Catalogue;
  /** `host` or `host:port`, lower case: pictures are fetched from them wherever they are. */
  imageAllowedHosts: readonly string[];
  imageMaxBytes: number;
  timeouts: ExchangeTimeouts;
  streamCommitMs: number;
  heartbeatMs: number;
  maxN: number;
  maxBodyBytes: number;
  corsOrigins: readonly string[];
  shutdownGraceMs: number;
  logLevel: LogLevel;
};

/** What a variable takes, and the words for it. */
type Kind<T> = { schema: z.ZodType<T>; takes: string };

/** setTimeout takes a larger number for 1. */
const MAX_TIMEOUT_MS = 2 ** 31 - 1;

const milliseconds = {
  schema: z.string().regex(/^\d+$/).transform(Number).pipe(z.int().min(1).max(MAX_TIMEOUT_MS)),
  takes: `whole milliseconds from 1 to ${MAX_TIMEOUT_MS}`,
};
const count = {
  schema: z.string().regex(/^\d+$/).transform(Number).pipe(z.int().min(1).max(128)),
  takes: "a whole number from 1 to 128",
};
const bytes = {
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
  takes: "a size such as 33554432, 512KB or 32MB, 1024MB at most",
};
const list = {
  schema: z
    .string()
    .transform((text) => text.split(",").flatMap((part) => part.trim() || []))
    .refine((parts) => parts.length > 0),
  takes: "values separated by commas",
};
const origins = {
  schema: list.schema.refine((parts) => parts.every((part) => part === "*" || isOrigin(part))),
  takes: '"*", or origins such as https://example.com separated by commas',
};
const socketOrigin = {
  schema: z
    .string()
    .transform((text) => text.replace(/^http/i, "ws"))
    .refine((text) => URL.canParse(text))
    .transform((text) => new URL(text))
    .refine((url) => /^wss?:$/.test(url.protocol) && isBare(url)),
  takes: "an origin without a path, such as wss://spark-api.xf-yun.com",
};
const httpOrigin = {
  schema: z
    .string()
    .refine((text) => URL.canParse(text))
    .transform((text) => new URL(text))
    .refine((url) => /^https?:$/.test(url.protocol) && isBare(url)),
  takes: "an origin without a path, such as https://spark-api-open.xf-yun.com",
};
const hosts = {
  schema: list.schema
    .transform((parts) => parts.filter(Boolean).map((part) => part.toLowerCase()))
    .refine((parts) => parts.every((part) => /^(\[[\da-f:.]+\]|[^\s/:@]+)(:\d+)?$/.test(part))),
  takes: "hosts such as images.example.com or localhost:9000, separated by commas",
};
const aliases = {
  schema: json(z.record(z.string().min(1), z.string().min(1))),
  takes: 'a JSON object of alias → model id, such as {"gpt-4o": "4.0Ultra"}',
};
const models = {
  schema: json(z.array(modelOverride)),
  takes: 'a JSON array of catalogue rows, such as [{"id": "lite", "domain": "lite"}]',
};
const logLevel = { schema: z.enum(LOG_LEVELS), takes: `one of ${LOG_LEVELS.join(", ")}` };
/** Some of them travel in headers. */
const secret = { schema: z.string().regex(/^[\u0020-\u007e]+$/), takes: "printable ASCII" };

/**
 * Reads the settings; an empty value is none.
 * @throws Error whose message is one line that names the variable and what it takes, no value.
 */
export function readSettings(environment: Readonly<Record<string, string | undefined>>): Settings {
  const find = <T>(name: string, { schema, takes }: Kind<T>): T | undefined => {
    const text = environment[name]?.trim();
    if (!text) return undefined;
    const result = schema.safeParse(text);
    if (!result.success) throw new Error(`${name} must be ${takes}.`);
    return result.data;
  };
  const read = <T>(name: string, kind: Kind<T>, fallback: T): T => find(name, kind) ?? fallback;
  return {
    app: readApp(find("APP_ID", secret), find("API_SECRET", secret), find("API_KEY", secret)),
    password: read("API_PASSWORD", secret, null),
    gatewayKeys: read("GATEWAY_API_KEYS", list, []),
    chatOrigin: read("SPARK_CHAT_URL", socketOrigin, null),
    imageOrigin: read("SPARK_IMAGE_URL", socketOrigin, null),
    httpOrigin: read("SPARK_HTTP_URL", httpOrigin, null),
    catalogue: readCatalogue(find("SPARK_MODELS", models), find("MODEL_ALIASES", aliases)),
    imageAllowedHosts: read("IMAGE_ALLOWED_HOSTS", hosts, []),
    imageMaxBytes: read("IMAGE_MAX_BYTES", bytes, 20 * 1024 * 1024),
    timeouts: {
      connectTimeoutMs: read("CONNECT_TIMEOUT_MS", milliseconds, 10_000),
      firstFrameTimeoutMs: read("FIRST_FRAME_TIMEOUT_MS", milliseconds, 60_000),
      idleTimeoutMs: read("IDLE_TIMEOUT_MS", milliseconds, 60_000),
    },
    streamCommitMs: read("STREAM_COMMIT_MS", milliseconds, 10_000),
    heartbeatMs: read("HEARTBEAT_MS", milliseconds, 15_000),
    maxN: read("MAX_N", count, 4),
    maxBodyBytes: read("MAX_BODY_BYTES", bytes, 32 * 1024 * 1024),
    corsOrigins: read("CORS_ORIGINS", origins, ["*"]),
    shutdownGraceMs: read("SHUTDOWN_GRACE_MS", milliseconds, 30_000),
    logLevel: read("LOG_LEVEL", logLevel, "info"),
  };
}

function readApp(appId?: string, apiSecret?: string, apiKey?: string): SparkCredentials | null {
  if (appId && apiSecret && apiKey) return { appId, apiSecret, apiKey };
  if (!appId && !apiSecret && !apiKey) return null;
  const values = { APP_ID: appId, API_SECRET: apiSecret, API_KEY: apiKey };
  const missing = Object.entries(values).flatMap(([name, value]) => (value ? [] : [name]));
  throw new Error(
    `APP_ID, API_SECRET and API_KEY go together: set ${missing.join(" and ")}, or none.`,
  );
}

function readCatalogue(
  rows: Parameters<typeof createCatalogue>[0],
  names: Record<string, string> = {},
): Catalogue {
  const catalogue = buildCatalogue(rows, names);
  for (const [alias, id] of Object.entries(names)) {
    if (!catalogue.ids.includes(catalogue.findId(alias) ?? "")) {
      throw new Error(
        `MODEL_ALIASES: ${alias} points at ${id}, which is none of ${catalogue.ids.join(", ")}.`,
      );
    }
  }
  return catalogue;
}

function buildCatalogue(...options: Parameters<typeof createCatalogue>): Catalogue {
  try {
    return createCatalogue(...options);
  } catch (error) {
    // The rows were checked one by one: what is left is a new one that says too little.
    throw new Error(
      "SPARK_MODELS: a model that is not in the catalogue needs a path and a domain.",
      {
        cause: error,
      },
    );
  }
}

/** A string of JSON with a certain content. */
function json<T>(schema: z.ZodType<T>) {
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
  url.pathname === "/" && url.search === "" && url.hash === "" && url.username === "";
