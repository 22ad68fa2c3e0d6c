import type { ModelKind } from "./models";

/** A capability that the parameter needs, and what the gateway does if the model lacks it. */
type Need = {
  readonly capability: "vision" | "tools" | "webSearch" | "reasoning";
  readonly otherwise: "unused" | "refused";
};

type Row = {
  readonly name: string;
  /** The field's name in the request and in the gateway's headers, if it differs. */
  readonly wire?: string;
  /** True if the request carries the parameter's value unchanged. */
  readonly isPlain?: true;
  /** True for the gateway's own fields, which OpenAI's API does not have. */
  readonly isExtension?: true;
  readonly needs?: Need;
  /** The kinds of models that it applies to; chat models by default. */
  readonly kinds?: readonly ModelKind[];
  /** The texts by which the panel shows it for an image model, if they differ. */
  readonly imageWords?: "imageCount";
};

/** A number in OpenAI's own range. `GET /v1/models` has the range of each model. */
type NumberRow = Row & {
  readonly kind: "number";
  readonly min: number;
  /** Infinity if OpenAI sets none. */
  readonly max: number;
  readonly step: number;
  readonly start: number;
  /** True for a slider, false for a text field. */
  readonly isScale: boolean;
  /** Accepts the numbers that a link may carry; all of them by default. */
  readonly isSafe?: (value: unknown) => boolean;
};

/**
 * `start` is the value after the first press of the switch. A flag that starts at false is on by
 * default.
 */
type FieldRow =
  | NumberRow
  | (Row & {
      readonly kind: "text" | "tools" | "toolChoice" | "format" | "size";
      readonly start: string;
    })
  | (Row & { readonly kind: "lines"; readonly start: readonly string[] })
  | (Row & { readonly kind: "choice"; readonly values: readonly string[]; readonly start: string })
  | (Row & { readonly kind: "flag"; readonly start: boolean | "auto" });

/** OpenAI allows no more per request, and no gateway here can be configured to allow more. */
const MAX_CHOICES = 128;

/** Returns whether this is a valid number of answers; a typed or shared number may be invalid. */
export function isChoiceCount(value: unknown): value is number {
  return Number.isInteger(value) && Number(value) >= 1 && Number(value) <= MAX_CHOICES;
}

const number = { kind: "number", isPlain: true, step: 0.1, start: 0.5, isScale: true } as const;
const penalty = { ...number, min: -2, max: 2 } as const;
const count = { ...number, min: 1, step: 1, isScale: false } as const;

const UNLESS_TOOLS = { capability: "tools", otherwise: "refused" } as const;

/**
 * Every parameter, in the order of the panel. No other file lists them, except for their texts in
 * `i18n/`.
 */
const FIELD_GROUPS = [
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
      {
        ...count,
        name: "n",
        max: MAX_CHOICES,
        start: 2,
        isSafe: isChoiceCount,
        kinds: ["chat", "image"],
        imageWords: "imageCount",
      },
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
  {
    name: "groupImage",
    fields: [{ name: "size", kind: "size", start: "1024x1024", kinds: ["image"] }],
  },
] as const satisfies readonly { name: string; fields: readonly FieldRow[] }[];

type KnownField = (typeof FIELD_GROUPS)[number]["fields"][number];

export type ParameterName = KnownField["name"];
export type Field = FieldRow & { readonly name: ParameterName };
export type NumberField = Extract<Field, { kind: "number" }>;

/**
 * The values of the Parameters tab. Undefined values are not sent. Tools and the schema of a format
 * are JSON text.
 */
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

/** OpenAI's own limit for images. */
const MAX_IMAGES = 10;

/** Lists the parameters for a kind of model. */
export function listFields(kind: ModelKind): Field[] {
  const fields = FIELDS.filter(({ kinds = ["chat"] }) => kinds.includes(kind));
  return kind === "image" ? fields.map(toImageField) : fields;
}

function toImageField(field: Field): Field {
  return field.kind === "number" && field.name === "n" ? { ...field, max: MAX_IMAGES } : field;
}

type Group = { readonly name: (typeof FIELD_GROUPS)[number]["name"]; readonly fields: Field[] };

/** Lists the groups with a parameter for a kind of model; an image model has a single group. */
export function listGroups(kind: ModelKind): Group[] {
  const fields = listFields(kind);
  if (kind === "image") return [{ name: "groupImage", fields }];
  return FIELD_GROUPS.flatMap((group) => {
    const names = new Set<string>(group.fields.map(({ name }) => name));
    const own = fields.filter(({ name }) => names.has(name));
    return own.length > 0 ? [{ name: group.name, fields: own }] : [];
  });
}

/** Returns the number of expected images; 1 for a number that the gateway rejects. */
export function toImageCount({ n = 1 }: Parameters): number {
  return isChoiceCount(n) && n <= MAX_IMAGES ? n : 1;
}

/** Returns the name of a parameter in the request and in the gateway's headers. */
export function toWireName({ name, wire = name }: Pick<Field, "name" | "wire">): string {
  return wire;
}
