/** A capability that the parameter needs, and what the gateway does where the model lacks it. */
type Need = {
  readonly capability: "vision" | "tools" | "webSearch" | "reasoning";
  readonly otherwise: "unused" | "refused";
};

type Row = {
  readonly name: string;
  /** The field's name in the request and in the gateway's headers, where that is another one. */
  readonly wire?: string;
  /** The field of the request has the parameter's value, as it is. */
  readonly isPlain?: true;
  /** The gateway's own: OpenAI's API has no such field. */
  readonly isExtension?: true;
  readonly needs?: Need;
};

/** A number in OpenAI's own range. What a model does with it is on `GET /v1/models`. */
type NumberRow = Row & {
  readonly kind: "number";
  readonly min: number;
  /** Infinity where OpenAI names none. */
  readonly max: number;
  readonly step: number;
  readonly start: number;
  /** On a scale, rather than typed in. */
  readonly isScale: boolean;
  /** Which numbers a link may carry; all of them by default. */
  readonly isSafe?: (value: unknown) => boolean;
};

/** `start` is the value after the first press of the switch. A flag that starts at false is on by default. */
type FieldRow =
  | NumberRow
  | (Row & { readonly kind: "text" | "tools" | "toolChoice" | "format"; readonly start: string })
  | (Row & { readonly kind: "lines"; readonly start: readonly string[] })
  | (Row & { readonly kind: "choice"; readonly values: readonly string[]; readonly start: string })
  | (Row & { readonly kind: "flag"; readonly start: boolean | "auto" });

/** More than OpenAI gives no request, and no gateway here may be set to give more. */
const MAX_CHOICES = 128;

/** A number of answers that can be asked for; what was typed or came with a link may be any other. */
export function isChoiceCount(value: unknown): value is number {
  return Number.isInteger(value) && Number(value) >= 1 && Number(value) <= MAX_CHOICES;
}

const number = { kind: "number", isPlain: true, step: 0.1, start: 0.5, isScale: true } as const;
const penalty = { ...number, min: -2, max: 2 } as const;
const count = { ...number, min: 1, step: 1, isScale: false } as const;

const UNLESS_TOOLS = { capability: "tools", otherwise: "refused" } as const;

/** Every parameter, in the order of the panel. No other file lists them, but for their words in `i18n/`. */
export const FIELD_GROUPS = [
  {
    name: "groupPrompt",
    fields: [
      { name: "system", kind: "text", start: "" },
      {
        name: "detail",
        kind: "choice",
        values: ["auto", "low", "high"],
        start: "low",
        needs: { capability: "vision", otherwise: "unused" },
      },
      { name: "truncation", kind: "flag", start: "auto", isPlain: true, isExtension: true },
    ],
  },
  {
    name: "groupSampling",
    fields: [
      { ...number, name: "temperature", min: 0, max: 2 },
      { ...number, name: "top_p", min: 0, max: 1, step: 0.05, start: 0.9 },
      { ...number, name: "top_k", min: 1, max: 6, step: 1, start: 4, isExtension: true },
      { ...penalty, name: "presence_penalty" },
      { ...penalty, name: "frequency_penalty" },
    ],
  },
  {
    name: "groupAnswer",
    fields: [
      { ...count, name: "max_tokens", max: Infinity, start: 2048 },
      { name: "stop", kind: "lines", start: [] },
      { ...count, name: "n", max: MAX_CHOICES, start: 2, isSafe: isChoiceCount },
      { name: "response_format", kind: "format", start: "json_object" },
      {
        name: "reasoning_effort",
        kind: "choice",
        values: ["none", "low", "medium", "high"],
        start: "none",
        isPlain: true,
        needs: { capability: "reasoning", otherwise: "unused" },
      },
      { name: "stream", kind: "flag", start: false },
      { name: "includeUsage", wire: "stream_options.include_usage", kind: "flag", start: false },
    ],
  },
  {
    name: "groupTools",
    fields: [
      {
        name: "web_search",
        wire: "web_search_options",
        kind: "flag",
        start: true,
        needs: { capability: "webSearch", otherwise: "refused" },
      },
      { name: "tools", kind: "tools", start: "", needs: UNLESS_TOOLS },
      { name: "tool_choice", kind: "toolChoice", start: "auto", needs: UNLESS_TOOLS },
    ],
  },
] as const satisfies readonly { name: string; fields: readonly FieldRow[] }[];

type KnownField = (typeof FIELD_GROUPS)[number]["fields"][number];

export type ParameterName = KnownField["name"];
export type Field = FieldRow & { readonly name: ParameterName };
export type NumberField = Extract<Field, { kind: "number" }>;

/** What the Parameters tab sets; undefined is not sent. Tools, and the schema of a format, are JSON text. */
export type Parameters = { [Known in KnownField as Known["name"]]?: Value<Known> };

type Value<Known> = Known extends { kind: "number" }
  ? number
  : Known extends { kind: "lines" }
    ? string[]
    : Known extends { kind: "choice"; values: readonly (infer Choice)[] }
      ? Choice
      : Known extends { kind: "flag"; start: infer Start }
        ? Start extends boolean
          ? boolean
          : Start
        : string;

export const FIELDS: readonly Field[] = FIELD_GROUPS.flatMap<Field>(({ fields }) => fields);

/** As the parameter is called in the request, and in the gateway's headers. */
export function toWireName({ name, wire = name }: Pick<Field, "name" | "wire">): string {
  return wire;
}
