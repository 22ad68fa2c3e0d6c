import packageJson from "../../../package.json" with { type: "json" };
import { type Catalogue, createCatalogue } from "../../spark/catalogue";
import type { VoiceNames } from "../../spark/speech/voices";
import type { ConnectionTimeouts } from "../../spark/transport/connection";
import { path as filePath } from "./app-schema";
import type { KeyRing } from "./gateway-key";
import { keyFile, openKeyFile } from "./key-file";
import { createKeyRing, toGatewayKey } from "./key-ring";
import { readApps } from "./read-apps";
import type { SparkApp } from "./spark-app";
import { type LimitSettings, readLimitSettings } from "./limit-settings";
import { readStoreSettings, type StoreSettings } from "./store-settings";
import type { LogLevel } from "../telemetry/log";
import * as kinds from "./setting-types";

/** The operator's settings, validated. */
export type Settings = LimitSettings &
  StoreSettings & {
    /** The server's own Spark apps, for callers without one. */
    apps: readonly SparkApp[];
    /** How long a request may wait for one of them. */
    queueTimeoutMs: number;
    gatewayKeys: KeyRing;
    /** Origins that replace the catalogue's hosts. */
    chatOrigin: URL | null;
    imageOrigin: URL | null;
    httpOrigin: URL | null;
    embeddingOrigin: URL | null;
    ttiOrigin: URL | null;
    /** True if these are a simulator, which the page then shows. */
    isSimulated: boolean;
    ttsOrigin: URL | null;
    ttsHdOrigin: URL | null;
    asrOrigin: URL | null;
    iatOrigin: URL | null;
    catalogue: Catalogue;
    /** iFlytek's voice for each name that callers may send. */
    speechVoices: VoiceNames;
    /**
     * `host` or `host:port`, in lower case. Images may be downloaded from these even if they are
     * private.
     */
    imageAllowedHosts: readonly string[];
    imageMaxBytes: number;
    /**
     * The web or mail address for operators of image hosts who want to reach this gateway's
     * operator.
     */
    imageContact: string;
    timeouts: ConnectionTimeouts;
    streamCommitMs: number;
    heartbeatMs: number;
    maxN: number;
    /** How many times faster than real time a recording is sent. */
    transcriptionPace: number;
    maxBodyBytes: number;
    /** The limit for all callers' bodies and images in memory at once. */
    bodiesMaxBytes: number;
    corsOrigins: readonly string[];
    /**
     * True if the operator has set the origins. If not, an open endpoint is for its own pages only.
     */
    isCorsChosen: boolean;
    shutdownGraceMs: number;
    /** What serves the API if this process owns its server: this code, or Next's routes. */
    apiDoor: "node" | "next";
    /** The token for `GET /metrics`; null to disable the route. */
    metricsToken: string | null;
    /**
     * How often OpenTelemetry sends traces and metrics to the endpoint in its own variables; null
     * to disable it.
     */
    telemetryIntervalMs: number | null;
    logLevel: LogLevel;
  };

const HOMEPAGE = packageJson.homepage;
const MAX_BODY_BYTES = 32 * 1024 * 1024;
/** As JSON and as text, bodies take about three times that, which fits a container of 1 GB. */
const BODIES_MAX_BYTES = 128 * 1024 * 1024;

type ReadOptions = {
  /** Called for every variable. */
  onRead?: (name: string, expects: string) => void;
  /** Milliseconds since 1970, for the expiry of keys. */
  now?: () => number;
};

const clock = (): number => performance.timeOrigin + performance.now();

/**
 * Reads the settings; an empty value counts as unset.
 * @throws Error whose message is one line that names the variable and what it expects, without its
 *   value
 */
export function readSettings(
  environment: Readonly<Record<string, string | undefined>>,
  { onRead = () => {}, now = clock }: ReadOptions = {},
): Settings {
  const find = <T>(name: string, { schema, expects }: kinds.SettingType<T>): T | undefined => {
    onRead(name, expects);
    const text = environment[name]?.trim();
    if (!text) return undefined;
    const result = schema.safeParse(text);
    if (!result.success) throw new Error(`${name} must be ${expects}.`);
    return result.data;
  };
  const read = <T>(name: string, kind: kinds.SettingType<T>, fallback: T): T =>
    find(name, kind) ?? fallback;
  const catalogue = readCatalogue(
    find("SPARK_MODELS", kinds.models),
    find("MODEL_ALIASES", kinds.aliases),
  );
  const limits = readLimitSettings(read, catalogue);
  const origins = find("CORS_ORIGINS", kinds.origins);
  return {
    apps: readApps(find, catalogue),
    queueTimeoutMs: read("QUEUE_TIMEOUT_MS", kinds.milliseconds, 10_000),
    gatewayKeys: readKeyRing(find, catalogue, now),
    ...readOrigins(read),
    isSimulated: read("SPARK_SIMULATED", kinds.flag, false),
    catalogue,
    speechVoices: readVoices(find("SPEECH_VOICES", kinds.voices), catalogue),
    ...limits,
    ...readStoreSettings(read, limits.redisUrl),
    imageAllowedHosts: read("IMAGE_ALLOWED_HOSTS", kinds.hosts, []),
    imageContact: read("IMAGE_CONTACT", kinds.contact, HOMEPAGE),
    imageMaxBytes: read("IMAGE_MAX_BYTES", kinds.bytes, 20 * 1024 * 1024),
    timeouts: {
      connectTimeoutMs: read("CONNECT_TIMEOUT_MS", kinds.milliseconds, 10_000),
      firstFrameTimeoutMs: read("FIRST_FRAME_TIMEOUT_MS", kinds.milliseconds, 60_000),
      idleTimeoutMs: read("IDLE_TIMEOUT_MS", kinds.milliseconds, 60_000),
    },
    streamCommitMs: read("STREAM_COMMIT_MS", kinds.milliseconds, 10_000),
    heartbeatMs: read("HEARTBEAT_MS", kinds.milliseconds, 15_000),
    maxN: read("MAX_N", kinds.count, 4),
    transcriptionPace: read("TRANSCRIPTION_PACE", kinds.pace, 1),
    maxBodyBytes: read("MAX_BODY_BYTES", kinds.bytes, MAX_BODY_BYTES),
    bodiesMaxBytes: read("BODIES_MAX_BYTES", kinds.bytes, BODIES_MAX_BYTES),
    corsOrigins: origins ?? ["*"],
    isCorsChosen: origins !== undefined,
    apiDoor: read<Settings["apiDoor"]>("API_DOOR", kinds.apiDoor, "node"),
    shutdownGraceMs: read("SHUTDOWN_GRACE_MS", kinds.milliseconds, 30_000),
    metricsToken: read("METRICS_TOKEN", kinds.secret, null),
    telemetryIntervalMs: sent(
      find("OTEL_EXPORTER_OTLP_ENDPOINT", kinds.httpUrl),
      read("OTEL_METRIC_EXPORT_INTERVAL", kinds.milliseconds, 60_000),
    ),
    logLevel: read("LOG_LEVEL", kinds.logLevel, "info"),
  };
}

type Read = <T>(name: string, kind: kinds.SettingType<T>, fallback: T) => T;

/** Reads the addresses that replace iFlytek's own hosts; null for none. */
function readOrigins(read: Read) {
  const readSocket = (name: string): URL | null => read(name, kinds.socketOrigin, null);
  const readHttp = (name: string): URL | null => read(name, kinds.httpOrigin, null);
  return {
    chatOrigin: readSocket("SPARK_CHAT_URL"),
    imageOrigin: readSocket("SPARK_IMAGE_URL"),
    httpOrigin: readHttp("SPARK_HTTP_URL"),
    embeddingOrigin: readHttp("SPARK_EMBEDDING_URL"),
    ttiOrigin: readHttp("SPARK_TTI_URL"),
    ttsOrigin: readSocket("SPARK_TTS_URL"),
    ttsHdOrigin: readSocket("SPARK_TTS_HD_URL"),
    asrOrigin: readSocket("SPARK_ASR_URL"),
    iatOrigin: readSocket("SPARK_IAT_URL"),
  };
}

/** Lists every variable with what it expects. */
export function listKinds(): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  readSettings({}, { onRead: (name, expects) => found.set(name, expects) });
  return found;
}

type Find = <T>(name: string, kind: kinds.SettingType<T>) => T | undefined;

function readKeyRing(find: Find, catalogue: Catalogue, now: () => number): KeyRing {
  const listed = find("GATEWAY_API_KEYS", kinds.keys) ?? [];
  const path = find("GATEWAY_API_KEYS_FILE", { schema: filePath.schema, expects: keyFile.expects });
  const changing = path === undefined ? null : openKeyFile(path, catalogue, now);
  return createKeyRing(listed.map(toGatewayKey), changing, now);
}

const sent = (endpoint: string | undefined, intervalMs: number): number | null =>
  endpoint === undefined ? null : intervalMs;

/** A value that is not a voice holds the voices of one model, which must exist. */
function readVoices(names: VoiceNames = {}, catalogue: Catalogue): VoiceNames {
  const speaking = catalogue.ids.filter((id) => catalogue.findRow(id)?.kind === "speech");
  const entries = Object.entries(names).map(([name, voice]) => {
    const id = typeof voice === "string" ? name : catalogue.findId(name);
    if (typeof voice === "string" || speaking.includes(id ?? "")) return [id, voice];
    throw new Error(`SPEECH_VOICES: ${name} is none of ${speaking.join(", ")}.`);
  });
  return Object.fromEntries(entries);
}

function readCatalogue(
  rows: Parameters<typeof createCatalogue>[0],
  names: Record<string, string> = {},
): Catalogue {
  const catalogue = buildCatalogue(rows, names);
  for (const [alias, id] of Object.entries(names)) {
    const found = catalogue.findId(alias.includes("*") ? id : alias);
    if (!catalogue.ids.includes(found ?? "")) {
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
    // Each row was already validated, so a new row must be incomplete.
    throw new Error(
      "SPARK_MODELS: a model that is not in the catalogue needs a path and a domain, or an httpHost or " +
        "httpPath; and vision needs a path.",
      {
        cause: error,
      },
    );
  }
}
