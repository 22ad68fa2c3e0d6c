/** Fields of OpenAI's API that are taken, change nothing, and are named in `x-spark-ignored`. */
export const IGNORED_FIELDS = [
  "seed",
  "metadata",
  "store",
  "service_tier",
  "verbosity",
  "prompt_cache_key",
  "prompt_cache_retention",
] as const;
