import type { Plan } from "../../simulator/plan";

/** An answer of Spark and what a client has at the end. */
export type Case = {
  name: string;
  fields: object;
  plan: Plan;
  /** The event types without those at every start and end; repeated ones once. */
  events: readonly string[];
  /** Part of the last response. */
  response: object;
};
