import type { Failure } from "../../core/errors";
import type { Service } from "../../core/service";
import type { Bearer } from "../../spark/key";
import type { ModelKind } from "../../spark/models";
import type { CooldownScope } from "./cooldown-rules";

/** A model of iFlytek's, and the services that serve it, the preferred one first. */
export type ServedModel = {
  readonly id: string;
  readonly services: readonly Service[];
  readonly kind: ModelKind;
  /** What its HTTP service takes. */
  readonly bearer: Bearer;
};

/** A model on one of its services. */
export type Target = { readonly model: ServedModel; readonly service: Service };

/** Why an app is not used, and until when. Times in milliseconds since 1970. */
export type Cooldown = {
  readonly until: number;
  readonly failure: Failure;
  /** When it was last probed all the same. */
  askedAt: number;
};

export type Cooldowns = {
  /** The longest cooldown that applies; undefined: none. */
  find: (target: Target, at: number) => Cooldown | undefined;
  begin: (scope: CooldownScope, target: Target, cooldown: Cooldown) => void;
  /** The app has just answered: every cooldown that applies here ends. */
  end: (target: Target) => void;
};

const SCOPES: readonly CooldownScope[] = ["app", "model", "target"];

/** One app's cooldowns. */
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
