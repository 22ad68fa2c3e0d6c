import { type Part, type Parts, refer } from "./json";

const text: Part = { type: "string" };
const whole: Part = { type: "integer", minimum: 0 };

/** Every header of the gateway, by name. */
export const HEADERS: Parts = {
  "x-request-id": header(
    "The caller's own id where it is fit (1–128 of `A-Za-z0-9._-`), or a new one.",
    text,
  ),
  "request-id": header("The same, where Anthropic's clients look for it.", text),
  "x-spark-sid": header(
    "Spark's session ids, for iFlytek's support; of several choices in order.",
    text,
  ),
  "x-spark-adjusted": header("What was changed: `temperature=0.01, …`.", text),
  "x-spark-ignored": header("Fields that changed nothing.", text),
  "x-spark-truncated": header("How many turns `truncation: auto` left out.", whole),
  "x-should-retry": header(
    "`false` where asking again cannot help; OpenAI's clients heed it.",
    text,
  ),
  "retry-after": header("Seconds.", whole),
  "retry-after-ms": header("Milliseconds.", whole),
  "x-ratelimit-limit-requests": header("The gateway's own limit.", whole),
  "x-ratelimit-remaining-requests": header("What is left of it.", whole),
  "x-ratelimit-reset-requests": header("When it is whole again.", text),
  allow: header("The methods that the path takes.", text),
  connection: header("`close` while the gateway restarts.", text),
};

/** Headers on every answer of a model while the gateway limits its callers. */
export const LIMIT_HEADERS = [
  "x-ratelimit-limit-requests",
  "x-ratelimit-remaining-requests",
  "x-ratelimit-reset-requests",
] as const;

/** References headers by name. */
export function referHeaders(...names: readonly string[]): Part {
  return Object.fromEntries(names.map((name) => [name, refer(`headers/${name}`)]));
}

function header(description: string, schema: Part): Part {
  return { description, schema };
}
