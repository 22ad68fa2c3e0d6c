import { performHttp } from "../../simulator/http-plan";
import type { Plan } from "../../simulator/plan";
import { perform } from "../../simulator/scripts";
import type { Gateway } from "../setup/gateway";

/** The same answers, whichever of Spark's services is asked. */
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

/** Both forms of the same answer, one after the other. */
export const twice = (plan: Plan): [Plan, Plan] => [plan, plan];
