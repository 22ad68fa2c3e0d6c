import type { Deltas } from "../../core/delta";
import { findFailure } from "../../core/errors";
import { merge, type Source, startWith } from "../../streams/source";
import type { SparkTurn } from "../../spark/chat/request";
import type { ChoiceBatch } from "../../api/chat-completions/response-metadata";
import { toRepairOrder } from "../../spark/chat/response-format";
import type { Plan } from "../../spark/chat/plan";
import { stopAt } from "./stop-sequences";
import { type Repair, structured } from "./structured-output";
import { createFailover } from "./failover";
import type { RequestGroup } from "../pool/pool";
import type { Deps } from "../server/deps";
import type { PreparedChat } from "./prepare";
import { withRetry } from "./retry";

const RETRY_BASE_MS = 500;

export type Choices = {
  batches: Source<ChoiceBatch>;
  /** Spark's session ids so far, in the order of the choices. */
  sids: () => string[];
  /** The server's apps that were asked, by their labels. */
  apps: () => string[];
  /** How many frames or events Spark has sent, of all choices and tries. */
  frames: () => number;
  /** The headers have left: from now on nothing is retried. */
  commit: () => void;
};

/** All choices of one answer, each on a connection of its own, as they come. */
export function openChoices(order: PreparedChat, signal: AbortSignal, deps: Deps): Choices {
  const sids = new Map<number, string>();
  const apps = new Set<string>();
  const group = { held: 0 };
  let frames = 0;
  let committed = false;
  const choices = Array.from({ length: order.choiceCount }, (_, index) =>
    openChoice(
      {
        order,
        signal,
        group,
        mayRetry: () => !committed,
        onApp: (label) => apps.add(label),
        onFrames: (count) => {
          frames += count;
        },
        onStart: (sid) => {
          sids.set(index, sid);
          order.account.markVerified();
        },
      },
      deps,
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
  order: PreparedChat;
  signal: AbortSignal;
  group: RequestGroup;
  mayRetry: () => boolean;
  onApp: (label: string) => void;
  onFrames: (count: number) => void;
  onStart: (sid: string) => void;
};

function openChoice(options: ChoiceOptions, deps: Deps): Deltas {
  const { plan } = options.order.question;
  const { findProblem } = options.order;
  if (!findProblem) return ask(plan, options, deps);
  return structured({
    ask: (repair) => ask(repair ? toRepairPlan(plan, repair) : plan, options, deps),
    findProblem,
  });
}

/** Asks, again where that may help, and ends at a stop string. */
function ask(plan: Plan, options: ChoiceOptions, deps: Deps): Deltas {
  const { order, signal, mayRetry, onStart } = options;
  const { stops } = order;
  const question = { ...order.question, plan };
  const stop = new AbortController();
  const either = stops.length > 0 ? AbortSignal.any([signal, stop.signal]) : signal;
  let sent = false;
  const onSent = (): void => void (sent = true);
  const failover = createFailover(question, { ...options, signal: either, onSent }, deps);
  const deltas = withRetry(failover.attempt, {
    mayRetry,
    classify: failover.classify,
    pause: (retry) => deps.wait(RETRY_BASE_MS * 2 ** retry * (0.5 + deps.random() / 2), either),
  });
  const asking = { prompt: plan, isSent: () => sent };
  const told = watchStart(order.account.watch(asking, deltas), (sid) => {
    failover.onSuccess();
    onStart(sid);
  });
  return stops.length > 0 ? stopAt(told, stops, () => stop.abort()) : told;
}

/** Once others have been heard, moderation ends the choice that it meets and no other. */
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

/** The conversation goes on with what was wrong with the last answer. */
function toRepairPlan(plan: Plan, { answer, problem }: Repair): Plan {
  const turns: SparkTurn[] = [
    ...plan.turns,
    { role: "assistant", content: answer.trim() === "" ? "{}" : answer },
    { role: "user", content: toRepairOrder(problem) },
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
