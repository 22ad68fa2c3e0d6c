import { type Failure, GatewayError } from "../../core/errors";
import type { Model } from "../../spark/models";
import type { Service } from "../../core/service";
import type { Log } from "../telemetry/log";
import { findCause, RULES } from "./cooldown-rules";
import type { Place } from "./concurrency-limiter";
import { type Choice, createLanes, type Wants } from "./selector";
import { createLine } from "./queue";
import { createMember, type Key, type Member } from "./member";
import { findService, isAlone } from "./choose-service";
import type { SparkApp } from "../config/spark-app";
import type { Clock } from "./waiter";

/** What belongs to one request: its choices wait for each other, and that is no standstill. */
export type Party = { held: number };

/** A place at an app, for one connection. */
export type Lease = Place & { readonly member: Member; readonly key: Key };

/** The server's own Spark apps: who is asked next, and when. One per process. */
export type AppPool = {
  /** Which of Spark's services a model is asked by; null: no app serves it. */
  findService: (model: Model) => Service | null;
  /**
   * Waits for its turn. Rejects with the signal's reason, with `queue-timeout`, or at once with
   * `apps-resting` where there is nobody to wait for.
   */
  lease: (wants: Wants, party: Party, signal: AbortSignal) => Promise<Lease>;
  /** Whether an app is there that would not refuse this question as others have. */
  hasOther: (wants: Wants) => boolean;
  /** Whether an app could take it this moment that has not failed it yet. */
  hasFresh: (wants: Wants) => boolean;
  /** How it went with an app; undefined: it answers. */
  report: (member: Member, wants: Wants, failure: Failure | undefined) => void;
};

export type PoolOptions = { clock: Clock; log: Log; queueTimeoutMs: number };

export function createAppPool(apps: readonly SparkApp[], options: PoolOptions): AppPool {
  const { clock, log, queueTimeoutMs } = options;
  const members: readonly Member[] = apps.map((app) =>
    createMember(app, clock.now, () => line.serve()),
  );
  const lanes = createLanes(members);
  const line = createLine<Wants>({
    clock,
    timeoutMs: queueTimeoutMs,
    choose: (wants, at) => lanes.choose(wants, at),
    explain: explainRest,
    hasRoom: (at) => members.some(({ gate }) => gate.hasRoom(at)),
    nextRoom: (at) =>
      Math.min(...members.map(({ gate }) => gate.opensAt(at)).filter((opening) => opening > at)),
    retryAfterMs: (wants, waiting) => {
      const serving = lanes.members(wants).map(({ qps }) => qps ?? Infinity);
      const perSecond = serving.reduce((sum, qps) => sum + qps, 0);
      return Math.max(1, Math.ceil(waiting / perSecond)) * 1000;
    },
  });

  return {
    findService: (model) => findService(lanes, model, clock.now()),

    lease: (wants, party, signal) =>
      new Promise((resolve, reject) => {
        const take = (member: Member): void => {
          const key = member.findKey(wants.model, wants.service);
          if (!key) throw new Error("an app was chosen that does not serve the model");
          const place = member.gate.enter();
          party.held += 1;
          const gone = once(() => {
            party.held -= 1;
            place.gone();
          });
          resolve({ member, key, sent: place.sent, gone });
        };
        line.join({ wants, signal, take, refuse: reject, isServed: () => party.held > 0 });
      }),

    hasOther: (wants) => lanes.hasOther(wants, clock.now()),
    hasFresh: (wants) => lanes.hasFresh(wants, clock.now()),

    report(member, wants, failure) {
      if (failure === undefined) return member.rests.end(wants);
      const cause = findCause(failure);
      // The only app for a model is never left alone: Spark's own refusal is better than ours.
      if (cause === undefined || isAlone(lanes, wants.model)) return;
      const at = clock.now();
      const { scope, passing, until } = RULES[cause];
      if (passing) return member.gate.shut(until(at));
      member.rests.begin(scope, wants, { until: until(at), failure, askedAt: at });
      const { label } = member;
      const end = new Date(until(at)).toISOString();
      log("warn", "app_rests", { app: label, model: wants.model.id, cause, until: end });
      line.review();
    },
  };
}

/** What Spark said when the app was asked last; its session is none of the caller's. */
function explainRest({ soonest }: Extract<Choice, { kind: "none" }>, at: number): Error {
  if (!soonest) return new Error("a question was asked that no app may be asked");
  const { failure, until } = soonest;
  const cause = failure.kind === "spark-rejected" ? { ...failure, sid: null } : failure;
  return new GatewayError({ kind: "apps-resting", cause, retryAfterMs: until - at });
}

function once(act: () => void): () => void {
  let isDone = false;
  return () => {
    if (isDone) return;
    isDone = true;
    act();
  };
}
