import type { Member } from "./member";
import type { Cooldown, Target } from "./cooldowns";
import { createWeightedRoundRobin, type WeightedRoundRobin } from "./weighted-round-robin";

/** An attempt's requirements for an app. */
export type Demand = Target & {
  /** Apps that have failed this request; others with room are preferred. */
  readonly tried: ReadonlySet<Member>;
  /** The tried apps that would reject it again. */
  readonly excluded: ReadonlySet<Member>;
};

/** The apps that serve one target, and their rotation. */
type Row = { readonly members: readonly Member[]; readonly rotation: WeightedRoundRobin<Member> };

export type Choice =
  | { kind: "taken"; member: Member }
  /** An app serves the target but is busy. */
  | { kind: "busy" }
  /** Every app that serves the target is cooling down or has rejected the request. */
  | { kind: "none"; soonest: Cooldown | undefined };

/** How often a cooling-down app is probed, if there is no other, to notice recovery. */
const PROBE_EVERY_MS = 30_000;

export type Selector = ReturnType<typeof createSelector>;

/**
 * Creates the load balancer, which selects among the apps that serve the target and are not cooling
 * down.
 */
export function createSelector(members: readonly Member[]) {
  const rows = new Map<string, Row>();

  const find = ({ model, service }: Target): Row => {
    const key = `${service} ${model.id}`;
    let row = rows.get(key);
    if (!row) {
      const serving = members.filter((member) => member.findKey(model, service));
      row = { members: serving, rotation: createWeightedRoundRobin() };
      rows.set(key, row);
    }
    return row;
  };

  const findWilling = (demand: Demand, at: number): readonly Member[] => {
    const allowed = find(demand).members.filter((member) => !demand.excluded.has(member));
    const available = allowed.filter((member) => !member.cooldowns.find(demand, at));
    if (available.length > 0 || demand.tried.size > 0) return available;
    return allowed.filter((member) => isDue(member.cooldowns.find(demand, at), at));
  };

  return {
    members: (target: Target): readonly Member[] => find(target).members,

    /** Chooses an app and advances the rotation. */
    choose(demand: Demand, at: number): Choice {
      const willing = findWilling(demand, at);
      const row = find(demand);
      const free = willing.filter(({ limiter }) => limiter.hasRoom(at));
      const fresh = free.filter((app) => !demand.tried.has(app));
      const member = row.rotation.pick(fresh.length > 0 ? fresh : free);
      if (member) {
        const cooldown = member.cooldowns.find(demand, at);
        if (cooldown) cooldown.askedAt = at;
        return { kind: "taken", member };
      }
      if (willing.length > 0) return { kind: "busy" };
      return { kind: "none", soonest: findSoonest(row.members, demand, at) };
    },

    /**
     * Reports whether there is an app that has not rejected this request and is not cooling down.
     */
    hasOther: (demand: Demand, at: number): boolean =>
      find(demand).members.some(
        (app) => !demand.excluded.has(app) && !app.cooldowns.find(demand, at),
      ),

    /** Reports whether an app that this request has not tried could take it now. */
    hasFresh: (demand: Demand, at: number): boolean =>
      find(demand).members.some(
        (app) =>
          !demand.tried.has(app) && app.limiter.hasRoom(at) && !app.cooldowns.find(demand, at),
      ),
  };
}

const isDue = (cooldown: Cooldown | undefined, at: number): boolean =>
  cooldown !== undefined && at - cooldown.askedAt >= PROBE_EVERY_MS;

function findSoonest(members: readonly Member[], target: Target, at: number): Cooldown | undefined {
  return members
    .flatMap((member) => member.cooldowns.find(target, at) ?? [])
    .toSorted((a, b) => a.until - b.until)[0];
}
