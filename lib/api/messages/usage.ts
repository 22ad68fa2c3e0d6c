import type { Usage } from "../../core/delta";
import type { DeltaUsage, MessageUsage } from "./types";

/** The usage that both forms of an answer report. */
type Spent = Pick<Usage, "promptTokens" | "completionTokens" | "isEstimated">;

/**
 * Formats usage for a stream.
 * @param searches null if no search was requested
 */
export function toDeltaUsage(spent: Spent, searches: number | null): DeltaUsage {
  return {
    input_tokens: spent.promptTokens,
    output_tokens: spent.completionTokens,
    // Spark has no prompt cache.
    cache_creation_input_tokens: 0,
    cache_read_input_tokens: 0,
    output_tokens_details: null,
    server_tool_use:
      searches === null ? null : { web_search_requests: searches, web_fetch_requests: 0 },
    ...(spent.isEstimated && { estimated: true }),
  };
}

export function toMessageUsage(spent: Spent, searches: number | null): MessageUsage {
  return {
    ...toDeltaUsage(spent, searches),
    cache_creation: { ephemeral_5m_input_tokens: 0, ephemeral_1h_input_tokens: 0 },
    service_tier: "standard",
    inference_geo: null,
    speed: null,
  };
}
