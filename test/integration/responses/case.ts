import type { Plan } from "../../simulator/plan";

/** An answer of Spark, and what a client then has in hand. */
export type Case = {
  name: string;
  fields: object;
  plan: Plan;
  /** Types of events, without those that begin and end every stream; repeated ones once. */
  events: readonly string[];
  /** The last response, in part. */
  response: object;
};
