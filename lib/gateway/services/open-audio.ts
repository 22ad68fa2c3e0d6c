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

/** One session of a speech service. */
export type AudioCall<T> = {
  prepared: PreparedService;
  /** The permits of all sessions of one caller's request. */
  group: RequestGroup;
  /** The field that holds what is asked. */
  param: string;
  /** Which voice is asked for, where one is. */
  voice?: string | undefined;
  signal: AbortSignal;
  onApp: (label: string) => void;
  onSent: () => void;
  /** The first message, for an app. */
  toMessage: (app: SparkCredentials) => string;
  /** The messages after it, where there are any. Called anew for each attempt, after `toMessage`. */
  goOn?: ((app: SparkCredentials) => GoOn) | undefined;
  /**
   * The raw frames, read. With its first value the app has answered: nothing is tried again after it.
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

/** Opens a session, again or on another app where that may help. */
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
        message: call.toMessage(key.app),
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

/** A refusal that comes when all has been said is worth a line, and nothing else is. */
function logLate(raw: string, { kind }: Model, log: Log): void {
  try {
    readAudioFrame(raw, kind === "speech" ? "speech" : "recognition");
  } catch (error) {
    const failure = error instanceof GatewayError ? error.failure : undefined;
    if (failure?.kind !== "spark-rejected") return;
    log("warn", "late_frame", { spark_code: failure.code, sid: failure.sid });
  }
}
