import { GatewayError } from "../../core/errors";
import type { ModelInfo, ModelPage } from "./types";

/** The requested part of a list. */
export type PageQuery = { limit: number; afterId: string | null; beforeId: string | null };

const USUAL_LIMIT = 20;
const MAX_LIMIT = 1000;

/**
 * Reads the paging parameters.
 * @throws GatewayError `invalid-request`
 */
export function readPageQuery(query: URLSearchParams): PageQuery {
  const text = query.get("limit");
  const limit = text === null || text === "" ? USUAL_LIMIT : Number(text);
  if (!Number.isInteger(limit) || limit < 1 || limit > MAX_LIMIT) {
    throw invalid(`must be a whole number from 1 to ${MAX_LIMIT}`, "limit");
  }
  return { limit, afterId: query.get("after_id"), beforeId: query.get("before_id") };
}

/**
 * Returns the requested part of the list.
 * @throws GatewayError `invalid-request`
 */
export function toModelPage(
  all: readonly ModelInfo[],
  { limit, afterId, beforeId }: PageQuery,
): ModelPage {
  const start = afterId === null ? 0 : findPlace(all, afterId, "after_id") + 1;
  const end = beforeId === null ? all.length : findPlace(all, beforeId, "before_id");
  const range = all.slice(start, Math.max(start, end));
  // With `before_id`, return the entries closest to it.
  const data = beforeId !== null && afterId === null ? range.slice(-limit) : range.slice(0, limit);
  return {
    data,
    has_more: data.length < range.length,
    first_id: data[0]?.id ?? null,
    last_id: data.at(-1)?.id ?? null,
  };
}

function findPlace(all: readonly ModelInfo[], id: string, param: string): number {
  const place = all.findIndex((model) => model.id === id);
  if (place < 0) throw invalid("is no id of this list", param);
  return place;
}

function invalid(problem: string, param: string): GatewayError {
  return new GatewayError({
    kind: "invalid-request",
    message: `\`${param}\`: ${problem}.`,
    param,
  });
}
