import type { Model } from "../../spark/models";
import type { Service } from "../../core/service";
import type { Member } from "./member";
import type { Rest, Way } from "./cooldowns";
import { createRotation, type Rotation } from "./weighted-round-robin";

/** A question that looks for an app. */
export type Wants = {
  readonly model: Model;
  readonly service: Service;
  /** Apps that have failed it: others with room come first. */
  readonly tried: ReadonlySet<Member>;
  /** Of these, those that would refuse it again. */
  readonly barred: ReadonlySet<Member>;
};

/** The apps that serve one model by one service, and whose turn it is. */
type Lane = { readonly members: readonly Member[]; readonly rotation: Rotation<Member> };

export type Choice =
  | { kind: "taken"; member: Member }
  /** An app serves it and is busy. */
  | { kind: "busy" }
  /** Every app that serves it is left alone for now, or has refused it. */
  | { kind: "none"; soonest: Rest | undefined };

/** A resting app is tried again this often where there is no other: it may have been mended. */
const PROBE_EVERY_MS = 30_000;

export type Lanes = ReturnType<typeof createLanes>;

/** Which app is to be asked, out of the apps that serve the model and are not to be left alone. */
export function createLanes(members: readonly Member[]) {
  const lanes = new Map<string, Lane>();

  const find = ({ model, service }: Pick<Wants, "model" | "service">): Lane => {
    const key = `${service} ${model.id}`;
    let lane = lanes.get(key);
    if (!lane) {
      const serving = members.filter((member) => member.findKey(model, service));
      lane = { members: serving, rotation: createRotation() };
      lanes.set(key, lane);
    }
    return lane;
  };

  const findWilling = (wants: Wants, at: number): readonly Member[] => {
    const allowed = find(wants).members.filter((member) => !wants.barred.has(member));
    const awake = allowed.filter((member) => !member.rests.find(wants, at));
    if (awake.length > 0 || wants.tried.size > 0) return awake;
    return allowed.filter((member) => isDue(member.rests.find(wants, at), at));
  };

  return {
    members: (way: Pick<Wants, "model" | "service">): readonly Member[] => find(way).members,

    /** Takes the turn of the member that is chosen. */
    choose(wants: Wants, at: number): Choice {
      const willing = findWilling(wants, at);
      const lane = find(wants);
      const free = willing.filter(({ gate }) => gate.hasRoom(at));
      const fresh = free.filter((app) => !wants.tried.has(app));
      const member = lane.rotation.pick(fresh.length > 0 ? fresh : free);
      if (member) {
        const rest = member.rests.find(wants, at);
        if (rest) rest.askedAt = at;
        return { kind: "taken", member };
      }
      if (willing.length > 0) return { kind: "busy" };
      return { kind: "none", soonest: findSoonest(lane.members, wants, at) };
    },

    /** Whether an app is there that would not refuse this question as others have. */
    hasOther: (wants: Wants, at: number): boolean =>
      find(wants).members.some((app) => !wants.barred.has(app) && !app.rests.find(wants, at)),

    /** Whether an app could take it this moment that has not failed it yet. */
    hasFresh: (wants: Wants, at: number): boolean =>
      find(wants).members.some(
        (app) => !wants.tried.has(app) && app.gate.hasRoom(at) && !app.rests.find(wants, at),
      ),
  };
}

const isDue = (rest: Rest | undefined, at: number): boolean =>
  rest !== undefined && at - rest.askedAt >= PROBE_EVERY_MS;

function findSoonest(members: readonly Member[], way: Way, at: number): Rest | undefined {
  return members
    .flatMap((member) => member.rests.find(way, at) ?? [])
    .toSorted((a, b) => a.until - b.until)[0];
}
