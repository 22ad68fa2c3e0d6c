import type { Deltas } from "../delta";
import { readFrame } from "../spark/frame";
import type { Model } from "../spark/models";
import { signUrl } from "../spark/sign";
import { toUid } from "../spark/uid";
import { toDeltas } from "../translate/deltas";
import { type Plan, toSparkRequest } from "../translate/spark-request";
import type { Credential } from "./credential";
import type { Deps } from "./deps";
import type { Settings } from "./settings";

export type Question = {
  plan: Plan;
  model: Model;
  credential: Credential;
  /** The picture that the question is about, as Spark takes it. */
  image: string | null;
  /** Who the caller says the end user is. */
  user: string | undefined;
};

/** One question on one connection of its own, signed now and with a uid of its own. */
export function askSpark(question: Question, signal: AbortSignal, deps: Deps): Deltas {
  const { plan, model, credential, image, user } = question;
  const { appId } = credential.app;
  const uid = toUid(user, deps.randomId());
  const onLateFrame = (raw: string): void => {
    const header = readFrame(raw)?.header;
    deps.log("warn", "late_frame", { spark_code: header?.code, sid: header?.sid });
  };
  const batches = deps.exchange({
    url: signUrl(toServiceUrl(model, deps.settings), credential.app, deps.now()),
    message: JSON.stringify(toSparkRequest(plan, { appId, uid, image })),
    signal,
    timeouts: deps.settings.timeouts,
    now: deps.now,
    onLateFrame,
  });
  return toDeltas(batches, { maxTokens: plan.parameters.max_tokens, onLateFrame });
}

function toServiceUrl(model: Model, { chatOrigin, imageOrigin }: Settings): URL {
  const origin = model.vision ? imageOrigin : chatOrigin;
  return new URL(model.path, origin ?? `wss://${model.host}`);
}
