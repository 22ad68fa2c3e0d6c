import { type Failure, findFailure } from "../core/errors";
import type { Key } from "../gateway/pool/member";
import { startAttempt, type UpstreamRequest } from "../gateway/generate/upstream";
import type { Deps } from "../gateway/server/deps";
import type { ChatRequest } from "../api/chat-completions/request-schema";
import type { Model } from "../spark/models";
import { toPlan } from "../spark/chat/plan";
import type { Cause } from "./cause";
import { type Check, type Facts, toCheck } from "./check";
import { diagnose } from "./diagnose";

/** Grey, 64×64: Spark takes no image under 50×50. */
const IMAGE =
  "iVBORw0KGgoAAAANSUhEUgAAAEAAAABACAMAAACdt4HsAAAAA1BMVEWIiIhYZW6zAAAACXBIWXMAAAPoAAAD6AG1e1JrAAAAG0lEQVRYw+3BgQAAAADDoPlT3+AEVQEAAAB8AxBAAAEZszF2AAAAAElFTkSuQmCC";

/** Spark's limits are per second, and other requests may have used this one up. */
const PAUSE_MS = 1100;

/** Asks a model for one token. */
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
  await deps.wait(PAUSE_MS, new AbortController().signal);
  return findRefusal(model, key, deps);
}

async function findRefusal(model: Model, key: Key, deps: Deps): Promise<Failure | null> {
  try {
    const { signal } = new AbortController();
    const question = toQuestion(model, key, deps);
    for await (const _ of startAttempt(question, { ...key, signal }, deps));
    return null;
  } catch (error) {
    const failure = findFailure(error);
    if (!failure || !diagnose(failure)) throw error;
    return failure;
  }
}

function toQuestion(model: Model, { service }: Key, { settings }: Deps): UpstreamRequest {
  const request: ChatRequest = {
    model: model.id,
    messages: [{ role: "user", content: model.vision ? IMAGE_CONTENT : "你好" }],
    max_tokens: 1,
    // Thoughts would come first, and be all.
    ...(model.reasoning && { thinking: { type: "disabled" } }),
  };
  const { visionIds } = settings.catalogue;
  return {
    plan: toPlan(request, { model, service, visionIds }),
    model,
    credential: { owner: "server" },
    service,
    image: model.vision ? IMAGE : null,
    user: undefined,
  };
}

const IMAGE_CONTENT: Exclude<
  Extract<ChatRequest["messages"][number], { role: "user" }>["content"],
  string
> = [
  { type: "text", text: "你好" },
  { type: "image_url", image_url: { url: `data:image/png;base64,${IMAGE}` } },
];

function isPassing(failure: Failure): boolean {
  const cause: Cause | undefined = diagnose(failure);
  return cause === "rate" || cause === "concurrency";
}

function toFacts(failure: Failure): Facts {
  if (failure.kind === "spark-rejected") return { sparkCode: failure.code, sid: failure.sid };
  if (failure.kind === "spark-handshake") return { httpStatus: failure.status };
  return "sid" in failure && failure.sid ? { sid: failure.sid } : {};
}
