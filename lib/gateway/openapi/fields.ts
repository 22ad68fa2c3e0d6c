/**
 * Fields of OpenAI's API that are accepted, have no effect, and are listed in `x-spark-ignored`.
 */
export const IGNORED_FIELDS = [
  "seed",
  "metadata",
  "store",
  "service_tier",
  "verbosity",
  "prompt_cache_key",
  "prompt_cache_retention",
] as const;
