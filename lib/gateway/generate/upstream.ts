import type { Deltas } from "../../core/delta";
import type { Milestones } from "../../spark/transport/connection";
import { readFrame } from "../../spark/chat/frame";
import { readEvent } from "../../spark/chat/http-event";
import type { Model } from "../../spark/models";
import type { Service } from "../../core/service";
import { toUid } from "../../spark/uid";
import { toWebSocketDeltas } from "../../spark/chat/websocket-deltas";
import { toHttpDeltas } from "../../spark/chat/http-deltas";
import { toHttpRequest } from "../../spark/chat/http-request";
import type { Plan } from "../../spark/chat/plan";
import { toSparkRequest } from "../../spark/chat/websocket-request";
import type { Key } from "../pool/member";
import type { Credential } from "../http/credential";
import type { Deps } from "../server/deps";
import { toHttpUrl, toSignedUrl } from "./spark-url";

export type UpstreamRequest = {
  plan: Plan;
  model: Model;
  credential: Credential;
  /** By which the credential asks; the plan was made for it. */
  service: Service;
  /** The image that the question is about, as Spark takes it. */
  image: string | null;
  /** Who the caller says the end user is. */
  user: string | undefined;
};

/** With what, until when, and who wants to know how far it has come. */
export type Attempt = Key &
  Milestones & {
    signal: AbortSignal;
    /** So many frames have arrived. */
    onFrames?: ((count: number) => void) | undefined;
  };

/**
 * One question on one connection of its own, signed now and with a uid of its own. This is the one
 * place that knows which of Spark's two services is asked.
 */
export function startAttempt(question: UpstreamRequest, passage: Attempt, deps: Deps): Deltas {
  const { plan, model, image, user } = question;
  const { settings, now } = deps;
  const uid = toUid(user, deps.randomId());
  const { signal, onSent, onGone, onFrames } = passage;
  const shared = { signal, onSent, onGone, timeouts: settings.timeouts };
  const maxTokens = plan.sampling.max_tokens;

  switch (passage.service) {
    case "socket": {
      const { app } = passage;
      const request = toSparkRequest(plan, model, { appId: app.appId, uid, image });
      const message = JSON.stringify(request);
      const onLateFrame = (raw: string): void => logLate(readFrame(raw)?.header ?? {}, deps);
      const batches = deps.exchange({
        ...shared,
        now,
        url: toSignedUrl(model, { app, origins: settings, now: now() }),
        message,
        onLateFrame,
      });
      return toWebSocketDeltas(batches, { maxTokens, onLateFrame, onFrames });
    }
    case "http": {
      const { password } = passage;
      const url = toHttpUrl(model, settings);
      const message = JSON.stringify(toHttpRequest(plan, model, uid));
      const onLateFrame = (raw: string): void => logLate(readEvent(raw) ?? {}, deps);
      const batches = deps.httpExchange({ ...shared, url, password, message });
      return toHttpDeltas(batches, { maxTokens, onLateFrame, onFrames });
    }
  }
}

type Late = { code?: number | null | undefined; sid?: string | null | undefined };

function logLate({ code, sid }: Late, { log }: Deps): void {
  log("warn", "late_frame", { spark_code: code, sid });
}
