import { GatewayError } from "../../core/errors";

/** Limits the concurrent requests of each caller in this process. */
export type Places = {
  /**
   * Takes places until the returned function is called.
   * @throws GatewayError `caller-busy`
   */
  take: (owner: string, places: number, limit: number | null) => () => void;
  of: (owner: string) => number;
};

export function createPlaces(): Places {
  const taken = new Map<string, number>();
  const of = (owner: string): number => taken.get(owner) ?? 0;
  const add = (owner: string, places: number): void => {
    const sum = of(owner) + places;
    if (sum > 0) taken.set(owner, sum);
    else taken.delete(owner);
  };
  return {
    of,
    take(owner, places, limit) {
      if (limit !== null && of(owner) + places > limit) {
        throw new GatewayError({ kind: "caller-busy", what: "answers", limit });
      }
      add(owner, places);
      let isOver = false;
      return () => {
        if (!isOver) add(owner, -places);
        isOver = true;
      };
    },
  };
}
