/** What each field of a request does here; the limits themselves come from the schema. */
export const FIELD_NOTES: Readonly<Record<string, string>> = {
  model:
    "An id from `/v1/models` or an alias; case does not matter. The answer repeats it as sent.",
  messages:
    "The last one must be from `user`, `tool` or `function`. Neighbours of one role are merged, empty ones dropped.",
  stream: "The answer as server-sent events.",
  stream_options: "`include_usage` adds a last chunk with the usage. Ignored without `stream`.",
  temperature: "Clamped into the model's range, which is told in `x-spark-adjusted`.",
  top_p: "Sent to `spark-x` and over HTTP, else ignored, which is told in `x-spark-ignored`.",
  top_k: "Extension: Spark's own.",
  max_tokens: "Clamped to the model's limit.",
  max_completion_tokens: "The same as `max_tokens`, and counts before it.",
  presence_penalty: "Sent to `spark-x` and over HTTP, else ignored.",
  frequency_penalty: "Sent to `spark-x` and over HTTP, else ignored.",
  n: "Each choice is a question of its own to Spark, and billed so.",
  stop: "The answer ends before the string that is completed first.",
  user: "Told to Spark as a hash.",
  safety_identifier: "As `user`, and counts before it.",
  truncation: "Extension: `auto` drops the oldest turns until the conversation fits the model.",
  version:
    "Extension, for the model `spark-api` alone: `v1.1` (default), `v2.1`, `v3.1`, `v3.5` or `v4.0`.",
  tools: "Functions, for models that call them; a tool of type `web_search` searches the web.",
  tool_choice: "Which function may or must be called.",
  parallel_tool_calls: "`false`: one call at the most.",
  functions: "The old form of `tools`; the answer then has `function_call`.",
  function_call: "The old form of `tool_choice`.",
  response_format:
    "JSON is checked before it is sent, asked for once more where it does not fit, and comes in one piece.",
  web_search_options: "Switches the web search on; sources come as `annotations`.",
  thinking: "Extension: whether `spark-x` thinks first. Its thoughts come as `reasoning_content`.",
  reasoning_effort: "For `spark-x`: `none` switches thinking off.",
  logprobs: "Spark gives none: only `false` is taken.",
  top_logprobs: "Spark gives none: refused.",
  logit_bias: "Spark's tokens cannot be biased: only an empty object is taken.",
  modalities: "Only text.",
  audio: "Refused: the answer is text.",
  prediction: "Refused: Spark takes none.",
};

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
