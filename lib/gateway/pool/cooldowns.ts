import type { Failure } from "../../core/errors";
import type { Service } from "../../core/service";
import type { Bearer } from "../../spark/key";
import type { ModelKind } from "../../spark/models";
import type { CooldownScope } from "./cooldown-rules";

/** An iFlytek model and the services that offer it, the preferred one first. */
export type ServedModel = {
  readonly id: string;
  readonly services: readonly Service[];
  readonly kind: ModelKind;
  /** The kind of bearer token for its HTTP service. */
  readonly bearer: Bearer;
};

/** A model on one of its services. */
export type Target = { readonly model: ServedModel; readonly service: Service };

/** Why an app is not used, and until when. Times are Unix time in milliseconds. */
export type Cooldown = {
  readonly until: number;
  readonly failure: Failure;
  /** When the app was last probed during the cooldown. */
  askedAt: number;
};

export type Cooldowns = {
  /** Returns the longest cooldown that applies; undefined if there is none. */
  find: (target: Target, at: number) => Cooldown | undefined;
  begin: (scope: CooldownScope, target: Target, cooldown: Cooldown) => void;
  /** Ends every cooldown that applies here, because the app has just answered. */
  end: (target: Target) => void;
};

const SCOPES: readonly CooldownScope[] = ["app", "model", "target"];

/** Tracks one app's cooldowns. */
export function createCooldowns(): Cooldowns {
  const cooldowns = new Map<string, Cooldown>();
  return {
    find(target, at) {
      let longest: Cooldown | undefined;
      if (cooldowns.size === 0) return longest;
      for (const scope of SCOPES) {
        const cooldown = cooldowns.get(toKey(scope, target));
        if (cooldown && cooldown.until > at && cooldown.until > (longest?.until ?? 0))
          longest = cooldown;
      }
      return longest;
    },
    begin(scope, target, cooldown) {
      cooldowns.set(toKey(scope, target), cooldown);
    },
    end(target) {
      if (cooldowns.size > 0) for (const scope of SCOPES) cooldowns.delete(toKey(scope, target));
    },
  };
}

function toKey(scope: CooldownScope, { model, service }: Target): string {
  switch (scope) {
    case "app":
      return "";
    case "model":
      return model.id;
    case "target":
      return `${model.id} ${service}`;
  }
}
