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
    content: string;
    refusal: null;
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
  /** Extension. */
  reasoning_content?: string;
};

type CompletionFinishReason = "stop" | "length" | "content_filter";

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

export type ModelObject = { id: string; object: "model"; created: number; owned_by: string };
