/**
 * The neutral request: what any client's API can ask of a chat model. A dialect in `lib/api` builds
 * it from its body; `lib/spark/chat` turns it into Spark's request. Each field carries the caller's
 * own name for it, so an error's `param` and the headers that report changes use the caller's
 * dialect.
 */
export type Generation = {
  /** The model as the caller sent it: an id or an alias. */
  model: string;
  /** Extension: selects the model behind `spark-api`. */
  version: unknown;
  messages: Named<readonly Message[]>;
  /**
   * Sampling parameters by OpenAI's chat names; `lib/spark/chat/ranges.ts` lists the known ones.
   */
  sampling: Readonly<Record<string, Named<number>>>;
  /** The maximum length of the answer in tokens. The name is set even if the field is absent. */
  maxTokens: Named<number | undefined>;
  /** The answer ends before the first of these. */
  stopSequences: readonly string[];
  choiceCount: Named<number>;
  functions: Named<readonly FunctionDefinition[]>;
  toolChoice: Named<ToolChoice>;
  /** False limits the answer to one call. */
  parallelCalls: boolean;
  webSearch: Named<WebSearch> | undefined;
  /** Undefined for plain text. */
  responseFormat: Named<JsonFormat> | undefined;
  thinking: Named<Thinking> | undefined;
  /** Set if the caller asked for a summary of the reasoning; Spark returns the reasoning itself. */
  thinkingSummary: { name: string } | undefined;
  /** The mode to use if the caller sets none; without it, the model decides. */
  defaultThinking?: Thinking;
  /** The end user's id, as the caller gave it. */
  endUser: string | undefined;
  /** Extension: `auto` drops the oldest turns that do not fit the model's context. */
  truncation: "auto" | "disabled";
  /** Names of known fields that have no effect in this request. */
  ignored: readonly string[];
  /** Names of fields that the dialect does not know. */
  unknown: readonly string[];
  /** Changes that the dialect itself made, as `name=value`. */
  adjusted?: readonly string[];
  /**
   * Names of fields that are clamped without a report, because every client of this API exceeds
   * them.
   */
  unreported?: readonly string[];
};

/**
 * A generation with default values for everything optional, under the names of OpenAI's chat API.
 */
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

/** A value with the caller's name for its position: `messages[2].content`, `n`. */
export type Named<T> = { readonly name: string; readonly value: T };

/**
 * A message. `name` is the caller's name for its content: `messages[0].content`, `input[3]`,
 * `system`.
 */
export type Message =
  | { role: "system"; name: string; text: string }
  | { role: "user"; name: string; parts: readonly Part[] }
  | { role: "assistant"; name: string; text: string; calls: readonly Call[] }
  /** The result of a call, with the function's name if the dialect provides it. */
  | {
      role: "tool";
      name: string;
      callId: string;
      functionName: string | undefined;
      text: string;
      /** Images in the result. The text already mentions them. */
      images?: readonly ImagePart[];
    };

export type Part = { type: "text"; text: string } | ImagePart;

export type ImagePart = {
  type: "image";
  name: string;
  /** A `data:` URL that contains the image, or a URL to download it from. */
  url: string;
  detail: "auto" | "low" | "high";
  /**
   * If true, a model without vision gets a note instead of the image; otherwise the request fails.
   */
  isOptional?: boolean;
};

/** A call that the model made. The arguments are JSON text. */
export type Call = { id: string; name: string; arguments: string };

export type FunctionDefinition = {
  name: string;
  description?: string | null | undefined;
  /** The JSON Schema of an object. */
  parameters?: Readonly<Record<string, unknown>> | null | undefined;
};

export type ToolChoice = {
  /** The functions that may be called; null for all of them. */
  names: readonly string[] | null;
  /** Whether the model must call one of them. */
  isRequired: boolean;
};

export type WebSearch = {
  contextSize: "low" | "medium" | "high";
  /** If true, a model without web search answers anyway; otherwise the request fails. */
  isOptional?: boolean;
};

/** JSON output, optionally with a schema. */
type JsonFormat = { schema: Record<string, unknown> | null };

export type Thinking = "enabled" | "disabled" | "auto";
