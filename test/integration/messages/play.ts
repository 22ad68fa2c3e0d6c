import { performHttp } from "../../simulator/http-plan";
import type { Plan } from "../../simulator/plan";
import { perform } from "../../simulator/scripts";
import type { Gateway } from "../setup/gateway";

/** Plays the same answers on either service. */
export function play({ simulator }: Gateway, ...plans: readonly Plan[]): void {
  simulator.clear();
  simulator.play(...plans.map(perform));
  simulator.playHttp(
    ...plans.map(
      (plan) =>
        (
          _body: unknown,
          _response: unknown,
          stage: Parameters<ReturnType<typeof performHttp>>[0],
        ) =>
          performHttp(plan)(stage),
    ),
  );
}

/** Plays an answer twice, for its two forms. */
export const twice = (plan: Plan): [Plan, Plan] => [plan, plan];
