/**
 * The neutral request: what any client's API asks a chat model for, in words of neither side. A
 * dialect in `lib/api` makes one out of its body; `lib/spark/chat` makes Spark's request out of it.
 * It carries the caller's own name for each field, so that an error's `param` and the headers that
 * report what was changed speak the caller's dialect.
 */
export type Generation = {
  /** As the caller sent it: an id or an alias. */
  model: string;
  /** Extension: which model `spark-api` stands for. */
  version: unknown;
  messages: Named<readonly Message[]>;
  /** Sampling parameters by OpenAI's chat names; `lib/spark/chat/ranges.ts` says which are known. */
  sampling: Readonly<Record<string, Named<number>>>;
  /** The longest answer, in tokens. The name is that of the field even where it is absent. */
  maxTokens: Named<number | undefined>;
  /** The answer ends before the first of these. */
  stopSequences: readonly string[];
  choiceCount: Named<number>;
  functions: Named<readonly FunctionDefinition[]>;
  toolChoice: Named<ToolChoice>;
  /** False: one call at most. */
  parallelCalls: boolean;
  webSearch: Named<WebSearch> | undefined;
  /** Undefined: any text. */
  responseFormat: Named<JsonFormat> | undefined;
  thinking: Named<Thinking> | undefined;
  /** Where a summary of the thinking was asked for: Spark returns the thinking itself. */
  thinkingSummary: { name: string } | undefined;
  /** What a caller means who says nothing of it; without it, the model decides. */
  defaultThinking?: Thinking;
  /** Who the caller says the end user is. */
  endUser: string | undefined;
  /** Extension: `auto` drops the oldest turns that do not fit the model's context. */
  truncation: "auto" | "disabled";
  /** Names of fields that mean something elsewhere, and nothing in this request. */
  ignored: readonly string[];
  /** Names of fields that the dialect does not know. */
  unknown: readonly string[];
  /** What the dialect itself changed, as `name=value`. */
  adjusted?: readonly string[];
  /** Names of fields that are clamped without a word, since every caller of this API sends too much. */
  unreported?: readonly string[];
};

/** A generation that asks for nothing but an answer, under the names of OpenAI's chat API. */
export const PLAIN_GENERATION = {
  version: undefined,
  sampling: {},
  maxTokens: { name: "max_tokens", value: undefined },
  stopSequences: [],
  choiceCount: { name: "n", value: 1 },
  functions: { name: "tools", value: [] },
  toolChoice: { name: "tool_choice", value: { names: null, isRequired: false } },
  parallelCalls: true,
  webSearch: undefined,
  responseFormat: undefined,
  thinking: undefined,
  thinkingSummary: undefined,
  endUser: undefined,
  truncation: "disabled",
  ignored: [],
  unknown: [],
} as const satisfies Omit<Generation, "model" | "messages">;

/** A value, and what the caller calls the place that it stands at: `messages[2].content`, `n`. */
export type Named<T> = { readonly name: string; readonly value: T };

/** `name` is the caller's name for the content: `messages[0].content`, `input[3]`, `system`. */
export type Message =
  | { role: "system"; name: string; text: string }
  | { role: "user"; name: string; parts: readonly Part[] }
  | { role: "assistant"; name: string; text: string; calls: readonly Call[] }
  /** The result of a call; the function's name where the dialect gives it. */
  | {
      role: "tool";
      name: string;
      callId: string;
      functionName: string | undefined;
      text: string;
      /** What the result shows; the text already says that they were there. */
      images?: readonly ImagePart[];
    };

export type Part = { type: "text"; text: string } | ImagePart;

export type ImagePart = {
  type: "image";
  name: string;
  /** A `data:` URL with the image in it, or an address to fetch it from. */
  url: string;
  detail: "auto" | "low" | "high";
  /** A model that cannot see gets a note in its place; else the request would be refused. */
  isOptional?: boolean;
};

/** A call that the model made; the arguments are JSON, as text. */
export type Call = { id: string; name: string; arguments: string };

export type FunctionDefinition = {
  name: string;
  description?: string | null | undefined;
  /** JSON Schema of an object. */
  parameters?: Readonly<Record<string, unknown>> | null | undefined;
};

export type ToolChoice = {
  /** Which functions may be called; null: all of them. */
  names: readonly string[] | null;
  /** Whether one of them must be. */
  isRequired: boolean;
};

export type WebSearch = {
  contextSize: "low" | "medium" | "high";
  /** A model that cannot search answers without; else the request would be refused. */
  isOptional?: boolean;
};

/** JSON; of this schema, where there is one. */
type JsonFormat = { schema: Record<string, unknown> | null };

export type Thinking = "enabled" | "disabled" | "auto";
