import { z } from "zod";

import { explainIssue } from "../../common/explain-issue";

const listQuery = z.object({
  limit: z
    .string()
    .regex(/^\d+$/, "must be a number")
    .transform(Number)
    .pipe(z.int().min(1).max(100))
    .default(20),
  order: z.enum(["asc", "desc"]).default("desc"),
  after: z.string().optional(),
});

export type ListQuery = z.output<typeof listQuery>;

/**
 * Reads the paging parameters from a URL's query.
 * @throws GatewayError `invalid-request`
 */
export function readListQuery(query: URLSearchParams): ListQuery {
  const result = listQuery.safeParse(Object.fromEntries(query));
  if (result.success) return result.data;
  throw explainIssue(result.error);
}
