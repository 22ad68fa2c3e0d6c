import { MAX_CHOICES } from "../conversation/choice-count";
import type { Parameters } from "../conversation/types";

export type ParameterName = keyof Parameters;

type NumberName =
  | "temperature"
  | "top_p"
  | "top_k"
  | "max_tokens"
  | "n"
  | "presence_penalty"
  | "frequency_penalty";

/** A number in OpenAI's own range; what the model does with it is said beside it. */
export type NumberField = {
  kind: "number";
  name: NumberName;
  min: number;
  /** Infinity where OpenAI names none. */
  max: number;
  step: number;
  /** What it starts from when it is switched on. */
  start: number;
  /** On a scale, rather than typed in. */
  isScale: boolean;
};

export type Field =
  | NumberField
  | { kind: "text"; name: "system" }
  | { kind: "lines"; name: "stop" }
  | { kind: "choice"; name: "reasoning_effort" | "detail"; values: readonly string[] }
  | { kind: "flag"; name: "stream" | "includeUsage" | "web_search" | "truncation" }
  | { kind: "tools"; name: "tools" }
  | { kind: "toolChoice"; name: "tool_choice" }
  | { kind: "format"; name: "response_format" };

export type FieldGroup = { name: GroupName; fields: readonly Field[] };
type GroupName = "groupPrompt" | "groupSampling" | "groupAnswer" | "groupTools" | "groupInput";

const penalty = { kind: "number", min: -2, max: 2, step: 0.1, start: 0.5, isScale: true } as const;
const count = { kind: "number", min: 1, step: 1, isScale: false } as const;

/** Every parameter of the panel, in its order. */
export const FIELD_GROUPS: readonly FieldGroup[] = [
  { name: "groupPrompt", fields: [{ kind: "text", name: "system" }] },
  {
    name: "groupSampling",
    fields: [
      { ...penalty, name: "temperature", min: 0, start: 0.5 },
      { ...penalty, name: "top_p", min: 0, max: 1, step: 0.05, start: 0.9 },
      { ...penalty, name: "top_k", min: 1, max: 6, step: 1, start: 4 },
      { ...count, name: "max_tokens", max: Infinity, start: 2048 },
      { kind: "lines", name: "stop" },
      { ...count, name: "n", max: MAX_CHOICES, start: 2 },
      { ...penalty, name: "presence_penalty" },
      { ...penalty, name: "frequency_penalty" },
    ],
  },
  {
    name: "groupAnswer",
    fields: [
      { kind: "flag", name: "stream" },
      { kind: "flag", name: "includeUsage" },
      { kind: "format", name: "response_format" },
      {
        kind: "choice",
        name: "reasoning_effort",
        values: ["none", "low", "medium", "high"],
      },
      { kind: "flag", name: "web_search" },
    ],
  },
  {
    name: "groupTools",
    fields: [
      { kind: "tools", name: "tools" },
      { kind: "toolChoice", name: "tool_choice" },
    ],
  },
  {
    name: "groupInput",
    fields: [
      { kind: "choice", name: "detail", values: ["auto", "low", "high"] },
      { kind: "flag", name: "truncation" },
    ],
  },
];

/** The two that are on until they are switched off. */
export const ON_BY_DEFAULT: ReadonlySet<ParameterName> = new Set(["stream", "includeUsage"]);

/** As the field is called in the request, and in the gateway's headers. */
export const WIRE_NAMES: Readonly<Record<ParameterName, string>> = {
  system: "system",
  temperature: "temperature",
  top_p: "top_p",
  top_k: "top_k",
  max_tokens: "max_tokens",
  stop: "stop",
  n: "n",
  presence_penalty: "presence_penalty",
  frequency_penalty: "frequency_penalty",
  stream: "stream",
  includeUsage: "stream_options.include_usage",
  response_format: "response_format",
  reasoning_effort: "reasoning_effort",
  web_search: "web_search_options",
  tools: "tools",
  tool_choice: "tool_choice",
  detail: "detail",
  truncation: "truncation",
};

/** The same parameters without this one: it is not sent. */
export function unset(parameters: Parameters, name: ParameterName): Parameters {
  const { [name]: _, ...rest } = parameters;
  return rest;
}
