import type { Deltas } from "../../core/delta";
import { isLast, readFrame } from "../../spark/chat/frame";
import { toHttpDeltas } from "../../spark/chat/http-deltas";
import { readEvent } from "../../spark/chat/http-event";
import { toHttpRequest } from "../../spark/chat/http-request";
import { toMaasRequest } from "../../spark/chat/maas-request";
import type { Plan } from "../../spark/chat/plan";
import { toWebSocketDeltas } from "../../spark/chat/websocket-deltas";
import { toSparkRequest } from "../../spark/chat/websocket-request";
import type { Key } from "../../spark/key";
import type { Model } from "../../spark/models";
import type { Milestones } from "../../spark/transport/connection";
import type { OpenHttp } from "../../spark/transport/http";
import type { OpenWebSocket } from "../../spark/transport/websocket";
import { toUid } from "../../spark/uid";
import type { Settings } from "../config/settings";
import type { Log } from "../telemetry/log";
import { type Origins, toHttpUrl, toSignedUrl } from "./spark-url";

export type UpstreamRequest = {
  /** Planned for the service of the key. */
  plan: Plan;
  model: Model;
  /** The image for the request, in Spark's format. */
  image: string | null;
  /** The end user's id, as the caller gave it. */
  endUser: string | undefined;
};

export type UpstreamOptions = Milestones & {
  signal: AbortSignal;
  /** Called with the number of frames that have arrived. */
  onFrames?: ((count: number) => void) | undefined;
};

export type UpstreamDependencies = {
  settings: Origins & Pick<Settings, "timeouts">;
  openWebSocket: OpenWebSocket;
  openHttp: OpenHttp;
  now: () => Date;
  randomId: () => string;
  log: Log;
};

/**
 * Sends one request on a new connection, with a fresh signature and uid. This is the only place
 * that distinguishes Spark's two chat services.
 */
export function openUpstream(
  request: UpstreamRequest,
  { key, signal, onSent, onGone, onFrames }: UpstreamOptions & { key: Key },
  dependencies: UpstreamDependencies,
): Deltas {
  const { plan, model, image, endUser } = request;
  const { settings, openWebSocket, openHttp, now, randomId, log } = dependencies;
  const uid = toUid(endUser, randomId());
  const shared = { signal, onSent, onGone, timeouts: settings.timeouts };
  const reading = { maxTokens: plan.sampling.max_tokens, names: plan.tools.names, onFrames };

  switch (key.service) {
    case "socket": {
      const { app } = key;
      const sender = { appId: app.appId, uid, image };
      const onLateFrame = (raw: string): void => logLate(readFrame(raw)?.header ?? {}, log);
      const frames = openWebSocket({
        ...shared,
        now,
        url: toSignedUrl(model, { app, origins: settings, now: now() }),
        toMessage: () => JSON.stringify(toSparkRequest(plan, model, sender)),
        onLateFrame,
        isLast: isLastFrame,
      });
      return toWebSocketDeltas(frames, { ...reading, onLateFrame });
    }
    case "http": {
      const onLateFrame = (raw: string): void => logLate(readEvent(raw) ?? {}, log);
      const events = openHttp({
        ...shared,
        url: toHttpUrl(model, settings),
        password: key.password,
        toMessage: () => JSON.stringify(toBody(plan, model, uid)),
      });
      return toHttpDeltas(events, { ...reading, onLateFrame });
    }
  }
}

/** A model with its own host runs on iFlytek's MaaS, which uses OpenAI's dialect. */
const toBody = (plan: Plan, model: Model, uid: string): object =>
  (model.httpHost === null ? toHttpRequest : toMaasRequest)(plan, model, uid);

/** Returns whether a frame is the last. Searches the text first, because few frames are. */
function isLastFrame(raw: string): boolean {
  const frame = /"status"\s*:\s*2/.test(raw) ? readFrame(raw) : undefined;
  return frame !== undefined && isLast(frame);
}

type Late = { code?: number | null | undefined; sid?: string | null | undefined };

function logLate({ code, sid }: Late, log: Log): void {
  log("warn", "late_frame", { spark_code: code, sid });
}
