import type { Parameters } from "./parameters";

/** A conversation as it is stored in IndexedDB, with its images under keys of their own. */
export type Conversation = {
  id: string;
  title: string;
  createdAt: number;
  updatedAt: number;
  /** The id of the model that the next question goes to. */
  model: string;
  parameters: Parameters;
  turns: Turn[];
};

export type Turn = UserTurn | AnswerTurn | ToolTurn;

export type UserTurn = {
  role: "user";
  id: string;
  text: string;
  images: Image[];
  /** Sent as text, below the question; absent if there are none. */
  files?: TextFile[];
};

/** One of the reader's files that contains text. */
export type TextFile = { id: string; name: string; text: string };

/** The result of a tool, as the user typed it in. */
type ToolTurn = { role: "tool"; id: string; callId: string; name: string; text: string };

/** An answer with its variants, of which one is shown. Regenerating adds a variant. */
export type AnswerTurn = {
  role: "assistant";
  id: string;
  variants: Variant[];
  shown: number;
  /** The ids of variants by two models that are shown side by side; absent if one is shown. */
  columns?: readonly string[];
};

/**
 * An image by URL, or from the browser. In the latter case `blobKey` is its key in IndexedDB, and
 * `url` is a data URL in memory and "" in the stored record.
 */
export type Image = {
  id: string;
  kind: "url" | "file";
  url: string;
  blobKey?: string;
  width?: number;
  height?: number;
  bytes?: number;
  name?: string;
};

type VariantState = "waiting" | "streaming" | "done" | "stopped" | "interrupted" | "failed";

export type Variant = {
  id: string;
  state: VariantState;
  model: string;
  text: string;
  reasoning: string;
  /** How long the model reasoned before its text began; null while it reasons, or if it did not. */
  reasoningMs: number | null;
  toolCalls: ToolCall[];
  citations: Citation[];
  /**
   * Drawn images and their placeholders; absent in answers of chat models. Each is named after its
   * prompt, and its `url` is empty until it has arrived.
   */
  images?: Image[];
  finishReason: string | null;
  usage: Usage | null;
  timing: Timing;
  /** What the gateway reported in its headers. */
  report: Report;
  failure: Failure | null;
  /** The key of the wire log of its request; logs exist in memory only. */
  wireId: string | null;
};

export type ToolCall = { id: string; name: string; arguments: string };

export type Citation = { url: string; title: string };

/** OpenAI's usage, and `estimated` by the gateway. With several choices it is the sum. */
export type Usage = {
  prompt_tokens: number;
  completion_tokens: number;
  total_tokens: number;
  estimated?: boolean;
  /** The number of choices in the sum, if there are several. */
  choices?: number;
};

/** Milliseconds since the request was sent; null for what did not happen. */
export type Timing = {
  firstTokenMs: number | null;
  lastTokenMs: number | null;
  totalMs: number | null;
};

export type Report = {
  requestId: string | null;
  sid: string | null;
  adjusted: string[];
  ignored: string[];
  truncated: number | null;
};

/**
 * The facts of a failure, without text, which is looked up in the user's language. `code` is null
 * for a network failure.
 */
export type Failure = {
  status: number | null;
  code: string | null;
  message: string;
  param: string | null;
  sparkCode: number | null;
  sid: string | null;
  requestId: string | null;
  retryAfterMs: number | null;
  at: number;
};

/** The object that is sent: the page posts it, and the Code tab prints it. */
export type ChatBody = Record<string, unknown> & { model: string; messages: unknown[] };

/** The same for images, where each prompt is independent. */
export type ImageBody = { model: string; prompt: string; n?: number; size?: string };
