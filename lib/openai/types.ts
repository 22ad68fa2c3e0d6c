/** What the gateway answers, exactly as OpenAI's API reference has it; extensions are marked. */
export type Completion = {
  id: string;
  object: "chat.completion";
  created: number;
  model: string;
  choices: readonly CompletionChoice[];
  usage: CompletionUsage;
} & SparkExtension;

export type CompletionChoice = {
  index: number;
  message: {
    role: "assistant";
    /** Null beside a call without words. */
    content: string | null;
    refusal: null;
    tool_calls?: readonly ToolCall[] | undefined;
    /** The old form of a call, for who asked in the old form. */
    function_call?: FunctionCall | undefined;
    annotations?: readonly Annotation[] | undefined;
    /** Extension. */
    reasoning_content?: string | undefined;
  };
  logprobs: null;
  finish_reason: CompletionFinishReason;
};

export type Chunk = {
  id: string;
  object: "chat.completion.chunk";
  created: number;
  model: string;
  choices: readonly ChunkChoice[];
  /** Null on every chunk but the last, and only when the caller asked for usage. */
  usage?: CompletionUsage | null | undefined;
} & SparkExtension;

export type ChunkChoice = {
  index: number;
  delta: ChunkDelta;
  logprobs: null;
  finish_reason: CompletionFinishReason | null;
};

export type ChunkDelta = {
  role?: "assistant";
  content?: string;
  refusal?: null;
  tool_calls?: readonly (ToolCall & { index: number })[];
  function_call?: FunctionCall;
  annotations?: readonly Annotation[];
  /** Extension. */
  reasoning_content?: string;
};

export type ToolCall = { id: string; type: "function"; function: FunctionCall };
/** The arguments are a string of JSON; what Spark wrote, where it is none. */
export type FunctionCall = { name: string; arguments: string };

/** A source that the answer as a whole draws on: Spark does not say which part. */
export type Annotation = {
  type: "url_citation";
  url_citation: { start_index: number; end_index: number; url: string; title: string };
};

export type CompletionFinishReason =
  | "stop"
  | "length"
  | "tool_calls"
  | "function_call"
  | "content_filter";

export type CompletionUsage = {
  prompt_tokens: number;
  completion_tokens: number;
  total_tokens: number;
  /** Extension: the last question without its history. */
  question_tokens: number;
  /** Extension: true where Spark was cut off before it counted. */
  estimated?: true | undefined;
};

/** Extension, on whole answers and on the usage chunk: which service of Spark answered. */
type SparkExtension = { version?: string | undefined; domain?: string | undefined };

export type WireError = {
  message: string;
  type:
    | "invalid_request_error"
    | "authentication_error"
    | "permission_error"
    | "rate_limit_error"
    | "insufficient_quota"
    | "server_error";
  param: string | null;
  code: string | null;
};

export type ModelObject = {
  id: string;
  object: "model";
  created: number;
  owned_by: string;
  /** Extensions, all of them: what a picker wants to know before it offers a model. */
  context_length?: number | undefined;
  max_output_tokens?: number | undefined;
  capabilities?: ModelCapabilities | undefined;
};

export type ModelCapabilities = {
  system: boolean;
  tools: boolean;
  web_search: boolean;
  vision: boolean;
  reasoning: boolean;
};
