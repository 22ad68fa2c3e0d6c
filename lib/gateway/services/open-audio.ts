import { GatewayError } from "../../core/errors";
import { readAudioFrame } from "../../spark/audio/frame";
import { type Model, toServedModel } from "../../spark/models";
import type { SparkCredentials } from "../../spark/sign";
import type { GoOn, OpenWebSocket } from "../../spark/transport/websocket";
import type { Source } from "../../streams/source";
import type { Settings } from "../config/settings";
import { findConsoleName } from "../generate/model-routes";
import { type Origins, toSignedUrl } from "../generate/spark-url";
import { type AppDependencies, withApp } from "../generate/with-app";
import type { RequestGroup } from "../pool/pool";
import type { Log } from "../telemetry/log";
import type { PreparedService } from "./prepare-service";

/** A session with a speech service. */
export type AudioCall<T> = {
  prepared: PreparedService;
  /** The permits of all sessions of one request. */
  group: RequestGroup;
  /** The field with the content for iFlytek. */
  param: string;
  /** The requested voice, if there is one. */
  voice?: string | undefined;
  signal: AbortSignal;
  onApp: (label: string) => void;
  onSent: () => void;
  /** Builds the first message for an app. */
  toMessage: (app: SparkCredentials) => string;
  /**
   * Sends the messages after it, if there are any. Called again for each attempt; what it returns
   * is called after `toMessage`.
   */
  goOn?: ((app: SparkCredentials) => GoOn) | undefined;
  /**
   * Reads the raw frames. There are no retries after its first value.
   * @throws GatewayError from the source
   */
  read: (frames: Source<readonly string[]>) => Source<T>;
};

export type AudioDependencies = AppDependencies & {
  settings: Origins & Pick<Settings, "timeouts">;
  openWebSocket: OpenWebSocket;
  now: () => Date;
  log: Log;
};

/** Opens a session, with retries and failover until it yields its first value. */
export function openAudio<T>(call: AudioCall<T>, dependencies: AudioDependencies): Source<T> {
  const { prepared, group, param, voice, signal, onApp, onSent } = call;
  const { model, credential, service } = prepared;
  const { settings, openWebSocket, now, log } = dependencies;
  const request = {
    credential,
    model: toServedModel(model),
    service,
    consoleName: findConsoleName(model),
    voice,
    param,
    group,
    signal,
    mayRetry: () => true,
    onApp,
    onSent,
  };
  return withApp(
    request,
    (key, hooks) => {
      if (key.service === "http") throw new Error(`${model.id} is asked with a signature alone`);
      const frames = openWebSocket({
        ...hooks,
        url: toSignedUrl(model, { app: key.app, origins: settings, now: now() }),
        toMessage: () => call.toMessage(key.app),
        goOn: call.goOn?.(key.app),
        timeouts: settings.timeouts,
        now,
        onLateFrame: (raw) => logLate(raw, model, log),
      });
      return call.read(frames);
    },
    dependencies,
  );
}

/** Logs an error code that arrives after the end; other late frames are ignored. */
function logLate(raw: string, { kind }: Model, log: Log): void {
  try {
    readAudioFrame(raw, kind === "speech" ? "speech" : "recognition");
  } catch (error) {
    const failure = error instanceof GatewayError ? error.failure : undefined;
    if (failure?.kind !== "spark-rejected") return;
    log("warn", "late_frame", { spark_code: failure.code, sid: failure.sid });
  }
}
