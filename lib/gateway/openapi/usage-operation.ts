import { listEitherErrors } from "./either-errors";
import { referHeaders } from "./headers";
import { type Part, refer } from "./json";

/** Describes the route in the document. */
export const USAGE: Part = {
  get: {
    operationId: "readUsage",
    summary: "What is left of the limits and budgets · 剩余额度",
    description:
      "For the gateway key or Spark credential that is presented, else for the address. Not counted itself.",
    tags: ["host"],
    responses: {
      200: {
        description: "Every window that counts for the caller.",
        headers: referHeaders("x-request-id"),
        content: { "application/json": { schema: refer("schemas/UsageReport") } },
      },
      ...listEitherErrors(401, 403, 405, 500, 503, 529),
    },
  },
};
