import type { Parameters } from "./parameters";

/** One conversation, as it is kept in IndexedDB; images lie beside it under their own keys. */
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
  /** Sent as text, below the question; absent where there are none. */
  files?: TextFile[];
};

/** A file of the reader's that is text. */
export type TextFile = { id: string; name: string; text: string };

/** What a tool gave back, as the user typed it in. */
type ToolTurn = { role: "tool"; id: string; callId: string; name: string; text: string };

/** Regenerating keeps what was said before: one variant is shown. */
export type AnswerTurn = {
  role: "assistant";
  id: string;
  variants: Variant[];
  shown: number;
  /** The ids of variants that stand side by side, of two models; absent where one is shown. */
  columns?: readonly string[];
};

/**
 * By URL, or from the browser: then `blobKey` is where IndexedDB keeps it, and `url` is a data URL in
 * memory and "" in what is kept.
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
  /** How long it thought before it spoke; null while it thinks or where it did not. */
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
  /** What the gateway told in its headers. */
  report: Report;
  failure: Failure | null;
  /** Key of the wire log of the request that made it; logs live in memory only. */
  wireId: string | null;
};

export type ToolCall = { id: string; name: string; arguments: string };

export type Citation = { url: string; title: string };

/** OpenAI's usage; `estimated` is the gateway's own word. Of several choices it is the sum. */
export type Usage = {
  prompt_tokens: number;
  completion_tokens: number;
  total_tokens: number;
  estimated?: boolean;
  /** How many choices it is the sum of, where they are more than one. */
  choices?: number;
};

/** Milliseconds since the request left; null where it did not happen. */
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

/** A failure's facts: no words, those are looked up in the user's language. `code` null: the network. */
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

/** The very object that is sent: the page posts it, the Code tab prints it. */
export type ChatBody = Record<string, unknown> & { model: string; messages: unknown[] };

/** The same for images: each prompt stands alone. */
export type ImageBody = { model: string; prompt: string; n?: number; size?: string };
