import { type Failure, findFailure } from "../core/errors";
import { openUpstream, type UpstreamRequest } from "../gateway/generate/upstream";
import type { Deps } from "../gateway/server/deps";
import { type Generation, PLAIN_GENERATION } from "../core/generation";
import type { Key } from "../spark/key";
import type { Model } from "../spark/models";
import { toPlan } from "../spark/chat/plan";
import type { Cause } from "./words/cause";
import { type Check, type Facts, toCheck } from "./check";
import { askServiceOnce } from "./ask-service-once";
import { diagnose } from "./diagnose";

/** Grey, 64×64: Spark accepts no image smaller than 50×50. */
const IMAGE =
  "iVBORw0KGgoAAAANSUhEUgAAAEAAAABACAMAAACdt4HsAAAAA1BMVEWIiIhYZW6zAAAACXBIWXMAAAPoAAAD6AG1e1JrAAAAG0lEQVRYw+3BgQAAAADDoPlT3+AEVQEAAAB8AxBAAAEZszF2AAAAAElFTkSuQmCC";

/** Spark's limits are per second, and other requests may have used up this one. */
const PAUSE_MS = 1100;

/** Sends a model the smallest possible request: one token, one embedding, or the smallest image. */
export async function checkModel(
  { label, model, key }: { label: string; model: Model; key: Key },
  deps: Deps,
): Promise<Check> {
  const service = key.service === "http" ? " (HTTP)" : "";
  const subject = { subject: "model", app: label, target: `${model.id}${service}` } as const;
  const startedAt = deps.now().getTime();
  const first = await findRefusal(model, key, deps);
  const failure = first && isPassing(first) ? await askAgain(model, key, deps) : first;
  if (!failure) return toCheck(subject, null, { elapsedMs: deps.now().getTime() - startedAt });
  return toCheck(subject, diagnose(failure) ?? null, toFacts(failure));
}

async function askAgain(model: Model, key: Key, deps: Deps): Promise<Failure | null> {
  await deps.delay(PAUSE_MS, new AbortController().signal);
  return findRefusal(model, key, deps);
}

async function findRefusal(model: Model, key: Key, deps: Deps): Promise<Failure | null> {
  try {
    await ask(model, key, deps);
    return null;
  } catch (error) {
    const failure = findFailure(error);
    if (!failure || !diagnose(failure)) throw error;
    return failure;
  }
}

async function ask(model: Model, key: Key, deps: Deps): Promise<void> {
  if (model.kind !== "chat") return askServiceOnce(model, key, deps);
  const { signal } = new AbortController();
  const request = toRequest(model, key, deps);
  for await (const _ of openUpstream(request, { key, signal }, deps));
}

function toRequest(model: Model, { service }: Key, { settings }: Deps): UpstreamRequest {
  const { catalogue } = settings;
  return {
    plan: toPlan(toGeneration(model), { model, service, catalogue }),
    model,
    image: model.vision ? IMAGE : null,
    endUser: undefined,
  };
}

/** Builds the shortest request. Reasoning is disabled, because it would use up the single token. */
function toGeneration(model: Model): Generation {
  const content = "messages[0].content";
  const text = { type: "text", text: "你好" } as const;
  const url = `data:image/png;base64,${IMAGE}`;
  const image = { type: "image", name: content, url, detail: "auto" } as const;
  const parts = model.vision ? [text, image] : [text];
  return {
    ...PLAIN_GENERATION,
    model: model.id,
    messages: { name: "messages", value: [{ role: "user", name: content, parts }] },
    maxTokens: { name: "max_tokens", value: 1 },
    thinking: model.reasoning ? { name: "thinking", value: "disabled" } : undefined,
  };
}

function isPassing(failure: Failure): boolean {
  const cause: Cause | undefined = diagnose(failure);
  return cause === "rate" || cause === "concurrency";
}

function toFacts(failure: Failure): Facts {
  if (failure.kind === "spark-rejected") return { sparkCode: failure.code, sid: failure.sid };
  if (failure.kind === "spark-handshake") return { httpStatus: failure.status };
  return "sid" in failure && failure.sid ? { sid: failure.sid } : {};
}
