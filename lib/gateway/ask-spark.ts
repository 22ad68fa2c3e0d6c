import type { Deltas } from "../delta";
import { readFrame } from "../spark/frame";
import { readEvent } from "../spark/http-event";
import type { Model } from "../spark/models";
import { signUrl } from "../spark/sign";
import { toUid } from "../spark/uid";
import { toDeltas } from "../translate/deltas";
import { toHttpDeltas } from "../translate/http-deltas";
import { toHttpRequest } from "../translate/http-request";
import type { Plan } from "../translate/plan";
import { toSparkRequest } from "../translate/spark-request";
import type { Credential } from "./credential";
import type { Deps } from "./deps";
import { toHttpUrl, toSocketUrl } from "./spark-url";

export type Question = {
  plan: Plan;
  model: Model;
  credential: Credential;
  /** The picture that the question is about, as Spark takes it. */
  image: string | null;
  /** Who the caller says the end user is. */
  user: string | undefined;
};

/**
 * One question on one connection of its own, signed now and with a uid of its own. This is the one
 * place that knows which of Spark's two services is asked.
 */
export function askSpark(question: Question, signal: AbortSignal, deps: Deps): Deltas {
  const { plan, model, credential, image, user } = question;
  const { settings, now } = deps;
  const uid = toUid(user, deps.randomId());
  const shared = { signal, timeouts: settings.timeouts };
  const maxTokens = plan.sampling.max_tokens;

  switch (credential.service) {
    case "socket": {
      const { app } = credential;
      const request = toSparkRequest(plan, model, { appId: app.appId, uid, image });
      const message = JSON.stringify(request);
      const onLateFrame = (raw: string): void => logLate(readFrame(raw)?.header ?? {}, deps);
      const batches = deps.exchange({
        ...shared,
        now,
        url: signUrl(toSocketUrl(model, settings), app, now()),
        message,
        onLateFrame,
      });
      return toDeltas(batches, { maxTokens, onLateFrame });
    }
    case "http": {
      const { password } = credential;
      const url = toHttpUrl(model, settings);
      const message = JSON.stringify(toHttpRequest(plan, model, uid));
      const onLateFrame = (raw: string): void => logLate(readEvent(raw) ?? {}, deps);
      const batches = deps.httpExchange({ ...shared, url, password, message });
      return toHttpDeltas(batches, { maxTokens, onLateFrame });
    }
  }
}

type Late = { code?: number | null | undefined; sid?: string | null | undefined };

function logLate({ code, sid }: Late, { log }: Deps): void {
  log("warn", "late_frame", { spark_code: code, sid });
}
