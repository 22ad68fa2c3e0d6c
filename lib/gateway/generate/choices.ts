import type { PromptUsage } from "../../core/accumulator";
import type { Deltas } from "../../core/delta";
import { findFailure } from "../../core/errors";
import type { ChoiceBatch } from "../../core/writer";
import { toServedModel } from "../../spark/models";
import type { Plan } from "../../spark/chat/plan";
import type { SparkTurn } from "../../spark/chat/request";
import { findErrorTable } from "../../spark/codes";
import { estimatePrompt, estimatePromptUsage } from "../../spark/chat/prompt-tokens";
import { toCallOrder } from "../../spark/chat/tools";
import { toRepairOrder } from "../../spark/chat/response-format";
import { linkAbort } from "../../streams/linked-abort";
import { merge, type Source, startWith } from "../../streams/source";
import type { RequestGroup } from "../pool/pool";
import type { PreparedGeneration } from "./prepare";
import { requireCall } from "./required-call";
import { stopAt } from "./stop-sequences";
import { type Repair, structured } from "./structured-output";
import { openUpstream, type UpstreamDependencies } from "./upstream";
import { type AppDependencies, withApp } from "./with-app";

export type Choices = {
  batches: Source<ChoiceBatch>;
  /** Returns Spark's session ids so far, in the order of the choices. */
  sids: () => string[];
  /** Returns the labels of the server's apps that were tried. */
  apps: () => string[];
  /** Returns how many frames or events Spark has sent for all choices and attempts. */
  frames: () => number;
  /** Call when the headers have been sent; nothing is retried after that. */
  commit: () => void;
};

export type ChoicesDependencies = UpstreamDependencies & AppDependencies;

/** Opens all choices of one answer, each on its own connection, and merges them as they arrive. */
export function openChoices(
  prepared: PreparedGeneration,
  signal: AbortSignal,
  dependencies: ChoicesDependencies,
): Choices {
  const sids = new Map<number, string>();
  const apps = new Set<string>();
  const group = { held: 0 };
  let frames = 0;
  let committed = false;
  const choices = Array.from({ length: prepared.generation.choiceCount.value }, (_, index) =>
    openChoice(
      {
        prepared,
        signal,
        group,
        mayRetry: () => !committed,
        onApp: (label) => apps.add(label),
        onFrames: (count) => {
          frames += count;
        },
        onStart: (sid) => {
          sids.set(index, sid);
          prepared.account.markVerified();
        },
      },
      dependencies,
    ),
  );
  return {
    batches: merge(
      choices.length === 1 ? choices : choices.map((one) => endingAlone(one, () => committed)),
    ),
    apps: () => [...apps],
    frames: () => frames,
    sids: () => choices.flatMap((_, index) => sids.get(index) || []),
    commit: () => {
      committed = true;
    },
  };
}

type ChoiceOptions = {
  prepared: PreparedGeneration;
  signal: AbortSignal;
  group: RequestGroup;
  mayRetry: () => boolean;
  onApp: (label: string) => void;
  onFrames: (count: number) => void;
  onStart: (sid: string) => void;
};

function openChoice(options: ChoiceOptions, dependencies: ChoicesDependencies): Deltas {
  const { findProblem, upstream } = options.prepared;
  const { plan } = upstream;
  const estimateUsage = (): PromptUsage => estimatePromptUsage(plan);
  const again = (longer: Plan): Deltas => {
    options.prepared.account.countAnother();
    return ask(longer, options, dependencies);
  };
  if (plan.tools.isForced) {
    const { functions, names } = plan.tools;
    const demanded = new Set(functions.map(({ name }) => names.toCaller(name)));
    return requireCall({
      ask: (text) =>
        text === null ? ask(plan, options, dependencies) : again(toCallPlan(plan, text)),
      isDemanded: (name) => demanded.has(name),
      estimatePrompt: estimateUsage,
    });
  }
  if (!findProblem) return ask(plan, options, dependencies);
  return structured({
    ask: (repair) =>
      repair ? again(toRepairPlan(plan, repair)) : ask(plan, options, dependencies),
    findProblem,
    estimatePrompt: estimateUsage,
  });
}

/** Requests one answer with retries, and ends it at a stop sequence. */
function ask(plan: Plan, options: ChoiceOptions, dependencies: ChoicesDependencies): Deltas {
  const { prepared, signal, group, mayRetry, onApp, onFrames, onStart } = options;
  const { upstream, service, credential, generation, usage } = prepared;
  const stops = generation.stopSequences;
  const stop = stops.length > 0 ? linkAbort(signal) : undefined;
  let sent = false;
  const deltas = withApp(
    {
      credential,
      model: toServedModel(upstream.model),
      errors: findErrorTable(upstream.model),
      service,
      contextTokens: upstream.model.contextTokens,
      estimatePrompt: () => estimatePrompt(plan),
      group,
      signal: stop?.signal ?? signal,
      mayRetry,
      onApp,
      onSent: () => {
        sent = true;
      },
      onRetry: prepared.account.countAnother,
    },
    (key, hooks) => openUpstream({ ...upstream, plan }, { key, ...hooks, onFrames }, dependencies),
    dependencies,
  );
  const counted = usage ? usage.watch({ prompt: plan, isSent: () => sent }, deltas) : deltas;
  const started = watchStart(counted, onStart);
  return stop ? stopAt(started, stops, stop) : started;
}

/** After output has reached the caller, moderation ends only the choice that it affects. */
async function* endingAlone(source: Deltas, isHeard: () => boolean): Deltas {
  try {
    yield* source;
  } catch (error) {
    const failure = findFailure(error);
    if (!isHeard() || failure?.kind !== "spark-rejected") throw error;
    const { code, reason } = failure;
    if (reason !== "output-moderated") throw error;
    yield [{ type: "finish", reason: "content_filter", usage: null, endedBy: code }];
  }
}

/** Extends the conversation with the last answer and its problem. */
function toRepairPlan(plan: Plan, { answer, problem }: Repair): Plan {
  return addTurns(plan, answer.trim() === "" ? "{}" : answer, toRepairOrder(problem));
}

/** Extends the conversation with the instruction to call a function. */
function toCallPlan(plan: Plan, text: string): Plan {
  return addTurns(plan, text.trim() === "" ? "…" : text, toCallOrder(plan.tools));
}

function addTurns(plan: Plan, answer: string, order: string): Plan {
  const turns: SparkTurn[] = [
    ...plan.turns,
    { role: "assistant", content: answer },
    { role: "user", content: order },
  ];
  return { ...plan, turns };
}

function watchStart(source: Deltas, onStart: (sid: string) => void): Deltas {
  return startWith(async () => {
    const first = await source.next();
    for (const delta of first.value ?? []) if (delta.type === "start") onStart(delta.sid);
    return { first, rest: source };
  });
}
