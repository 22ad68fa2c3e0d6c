import type { Failure } from "../../core/errors";
import type { Service } from "../../core/service";
import type { Scope } from "./cooldown-rules";

/** What an app is asked for, and by which way. */
export type Way = { readonly model: { readonly id: string }; readonly service: Service };

/** An app is left alone until then, because of this. Times in milliseconds since 1970. */
export type Rest = {
  readonly until: number;
  readonly failure: Failure;
  /** When it was last tried all the same. */
  askedAt: number;
};

export type Rests = {
  /** What keeps the app from being asked, the longest first; undefined: nothing. */
  find: (way: Way, at: number) => Rest | undefined;
  begin: (scope: Scope, way: Way, rest: Rest) => void;
  /** It has just answered: whatever was held against it here is over. */
  end: (way: Way) => void;
};

const SCOPES: readonly Scope[] = ["app", "model", "way"];

/** The memory of one app's refusals. */
export function createRests(): Rests {
  const rests = new Map<string, Rest>();
  return {
    find(way, at) {
      let longest: Rest | undefined;
      if (rests.size === 0) return longest;
      for (const scope of SCOPES) {
        const rest = rests.get(toKey(scope, way));
        if (rest && rest.until > at && rest.until > (longest?.until ?? 0)) longest = rest;
      }
      return longest;
    },
    begin(scope, way, rest) {
      rests.set(toKey(scope, way), rest);
    },
    end(way) {
      if (rests.size > 0) for (const scope of SCOPES) rests.delete(toKey(scope, way));
    },
  };
}

function toKey(scope: Scope, { model, service }: Way): string {
  switch (scope) {
    case "app":
      return "";
    case "model":
      return model.id;
    case "way":
      return `${model.id} ${service}`;
  }
}
