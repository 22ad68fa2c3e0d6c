import { isChoiceCount } from "../conversation/choice-count";
import type { Parameters } from "../conversation/types";

type Check = (value: unknown) => boolean;

const isString: Check = (value) => typeof value === "string";
const isNumber: Check = (value) => typeof value === "number" && Number.isFinite(value);
const isBoolean: Check = (value) => typeof value === "boolean";
const isStrings: Check = (value) => Array.isArray(value) && value.every(isString);
const isDetail: Check = (value) => value === "auto" || value === "low" || value === "high";
const isAuto: Check = (value) => value === "auto";

/** Every parameter that a link may carry, and what it has to be. */
const CHECKS: Readonly<Record<keyof Parameters, Check>> = {
  system: isString,
  temperature: isNumber,
  top_p: isNumber,
  max_tokens: isNumber,
  stop: isStrings,
  n: isChoiceCount,
  stream: isBoolean,
  includeUsage: isBoolean,
  tools: isString,
  tool_choice: isString,
  response_format: isString,
  presence_penalty: isNumber,
  frequency_penalty: isNumber,
  top_k: isNumber,
  web_search: isBoolean,
  reasoning_effort: isString,
  detail: isDetail,
  truncation: isAuto,
};

/** What is known of it and of the right kind; the rest is left out. */
export function readParameters(value: Readonly<Record<string, unknown>>): Parameters {
  return Object.fromEntries(
    Object.entries(CHECKS).flatMap(([name, isRight]) =>
      Object.hasOwn(value, name) && isRight(value[name]) ? [[name, value[name]]] : [],
    ),
  );
}
