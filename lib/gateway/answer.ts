import type { Deltas } from "../delta";
import { merge, type Source, startWith } from "../stream";
import type { SparkTurn } from "../spark/request";
import type { ChoiceBatch } from "../translate/envelope";
import { toRepairOrder } from "../translate/format";
import type { Plan } from "../translate/plan";
import { stopAt } from "../translate/stop";
import { type Repair, structured } from "../translate/structured";
import { askSpark } from "./ask-spark";
import type { Deps } from "./deps";
import type { Order } from "./order";
import { retried } from "./retry";

const RETRY_BASE_MS = 500;

export type Answer = {
  batches: Source<ChoiceBatch>;
  /** Spark's session ids so far, in the order of the choices. */
  sids: () => string[];
  /** The headers have left: from now on nothing is retried. */
  commit: () => void;
};

/** All choices of one answer, each on a connection of its own, as they come. */
export function openAnswer(order: Order, signal: AbortSignal, deps: Deps): Answer {
  const sids = new Map<number, string>();
  let committed = false;
  const choices = Array.from({ length: order.choiceCount }, (_, index) =>
    openChoice(
      {
        order,
        signal,
        mayRetry: () => !committed,
        onStart: (sid) => sids.set(index, sid),
      },
      deps,
    ),
  );
  return {
    batches: merge(choices),
    sids: () => choices.flatMap((_, index) => sids.get(index) || []),
    commit: () => {
      committed = true;
    },
  };
}

type ChoiceOptions = {
  order: Order;
  signal: AbortSignal;
  mayRetry: () => boolean;
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
function ask(plan: Plan, { order, signal, mayRetry, onStart }: ChoiceOptions, deps: Deps): Deltas {
  const { stops } = order;
  const question = { ...order.question, plan };
  const stop = new AbortController();
  const either = stops.length > 0 ? AbortSignal.any([signal, stop.signal]) : signal;
  const deltas = retried(() => askSpark(question, either, deps), {
    mayRetry,
    pause: (retry) => deps.wait(RETRY_BASE_MS * 2 ** retry * (0.5 + deps.random() / 2), either),
  });
  const told = watchStart(deltas, onStart);
  return stops.length > 0 ? stopAt(told, stops, () => stop.abort()) : told;
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
