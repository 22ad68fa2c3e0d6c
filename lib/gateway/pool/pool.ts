import { type Failure, GatewayError } from "../../core/errors";
import type { Service } from "../../core/service";
import type { Log } from "../telemetry/log";
import { findCooldownReason, RULES } from "./cooldown-rules";
import type { Permit } from "./concurrency-limiter";
import { type Choice, createSelector, type Demand } from "./selector";
import { createQueue } from "./queue";
import { createMember, type Member } from "./member";
import type { Key } from "../../spark/key";
import { toCapacity } from "./capacity";
import type { ServedModel, Target } from "./cooldowns";
import { chooseService, isOnlyApp } from "./choose-service";
import type { SparkApp } from "../config/spark-app";
import type { Clock } from "./waiter";

/**
 * Counts the permits that one request holds. While it holds one, its other choices may keep
 * waiting.
 */
export type RequestGroup = { held: number };

/** A permit on an app, for one connection. */
export type Lease = Permit & { readonly member: Member; readonly key: Key };

/**
 * The server's own Spark apps: a load balancer with a queue, limits and cooldowns. There is one per
 * process.
 */
export type AppPool = {
  /** Chooses the Spark service for a model; null if no app serves it. */
  chooseService: (model: ServedModel) => Service | null;
  /**
   * Returns how many requests for a model its apps can handle at once by their limits; null if one
   * of them has no known limit.
   */
  capacity: (target: Target) => number | null;
  /**
   * Waits for a lease. Rejects with the signal's reason, with `queue-timeout`, or immediately with
   * `apps-cooling-down` if every app is cooling down.
   */
  lease: (demand: Demand, group: RequestGroup, signal: AbortSignal) => Promise<Lease>;
  /** Reports whether there is an app that has not rejected this request and is not cooling down. */
  hasOther: (demand: Demand) => boolean;
  /** Reports whether an app that this request has not tried could take it now. */
  hasFresh: (demand: Demand) => boolean;
  /** Reports the outcome of an attempt on an app; undefined if it answered. */
  report: (member: Member, demand: Demand, failure: Failure | undefined) => void;
};

export type PoolOptions = { clock: Clock; log: Log; queueTimeoutMs: number };

export function createAppPool(apps: readonly SparkApp[], options: PoolOptions): AppPool {
  const { clock, log, queueTimeoutMs } = options;
  const members: readonly Member[] = apps.map((app) =>
    createMember(app, clock.now, () => queue.serve()),
  );
  const selector = createSelector(members);
  const queue = createQueue<Demand>({
    clock,
    timeoutMs: queueTimeoutMs,
    choose: (demand, at) => selector.choose(demand, at),
    explain: explainCooldown,
    hasRoom: (at) => members.some(({ limiter }) => limiter.hasRoom(at)),
    nextRoom: (at) =>
      Math.min(
        ...members.map(({ limiter }) => limiter.opensAt(at)).filter((opening) => opening > at),
      ),
    retryAfterMs: (demand, waiting) => {
      const serving = selector.members(demand).map(({ qps }) => qps ?? Infinity);
      const perSecond = serving.reduce((sum, qps) => sum + qps, 0);
      return Math.max(1, Math.ceil(waiting / perSecond)) * 1000;
    },
  });

  return {
    capacity: (target) => toCapacity(selector.members(target)),

    chooseService: (model) => chooseService(selector, model, clock.now()),

    lease: (demand, group, signal) =>
      new Promise((resolve, reject) => {
        const take = (member: Member): void => {
          const key = member.findKey(demand.model, demand.service);
          if (!key) throw new Error("an app was selected that does not serve the model");
          const permit = member.limiter.acquire();
          group.held += 1;
          const release = once(() => {
            group.held -= 1;
            permit.release();
          });
          resolve({ member, key, markSent: permit.markSent, release });
        };
        queue.join({ demand, signal, take, refuse: reject, isServed: () => group.held > 0 });
      }),

    hasOther: (demand) => selector.hasOther(demand, clock.now()),
    hasFresh: (demand) => selector.hasFresh(demand, clock.now()),

    report(member, demand, failure) {
      if (failure === undefined) return member.cooldowns.end(demand);
      const reason = findCooldownReason(failure);
      // The only app for a model never cools down, because Spark's own error is better than ours.
      if (reason === undefined || isOnlyApp(selector, demand.model)) return;
      const at = clock.now();
      const { scope, transient, until } = RULES[reason];
      if (transient) return member.limiter.blockUntil(until(at));
      member.cooldowns.begin(scope, demand, { until: until(at), failure, askedAt: at });
      const { label } = member;
      const end = new Date(until(at)).toISOString();
      log("warn", "app_cooldown", { app: label, model: demand.model.id, reason, until: end });
      queue.review();
    },
  };
}

/**
 * Returns the error for a target whose apps are all cooling down: Spark's last error, without its
 * session id.
 */
function explainCooldown({ soonest }: Extract<Choice, { kind: "none" }>, at: number): Error {
  if (!soonest) return new Error("no app may serve this request");
  const { failure, until } = soonest;
  return new GatewayError({
    kind: "apps-cooling-down",
    cause: toServers(failure),
    retryAfterMs: until - at,
  });
}

function toServers(failure: Failure): Failure {
  if (failure.kind === "spark-rejected") return { ...failure, sid: null };
  return failure.kind === "spark-handshake" ? { ...failure, owner: "server" } : failure;
}

function once(act: () => void): () => void {
  let isDone = false;
  return () => {
    if (isDone) return;
    isDone = true;
    act();
  };
}
