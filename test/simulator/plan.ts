import type { FunctionCall, Status } from "./script";
import type { Source } from "./sources";
import type { SparkError, Usage } from "./spark-request";

/** An answer as such, playable over the WebSocket (scripts.ts) and over HTTP (http-plan.ts). */
export type Plan = {
  readonly reasoning?: readonly string[];
  readonly texts: readonly string[];
  /** Search references, shown before the answer. */
  readonly sources?: readonly Source[];
  readonly call?: FunctionCall;
  /** Absent: estimated. Null: never sent. */
  readonly usage?: Usage | null;
  /** Usage in an empty last piece instead of beside the last text. */
  readonly separateUsage?: boolean;
  /** Breaks off after the texts, which then never see their last frame. */
  readonly error?: SparkError;
  /** Comes after the complete answer, as 10019 does. */
  readonly afterthought?: SparkError;
  /** Absent: the simulator's. */
  readonly paceMs?: number;
};

export type Piece = {
  readonly status: Status;
  readonly content: {
    readonly text?: string;
    readonly reasoning?: string;
    readonly functionCall?: FunctionCall;
  };
};

/** One piece per frame or chunk; no answer is without one, unless it is refused at once. */
export function toPieces({ reasoning = [], texts, call, separateUsage, error }: Plan): Piece[] {
  const contents: Piece["content"][] = [
    ...reasoning.map((part) => ({ reasoning: part })),
    ...texts.map((text) => ({ text })),
    ...(call ? [{ functionCall: call }] : []),
  ];
  if (error === undefined && (contents.length === 0 || separateUsage)) contents.push({});
  const last = error === undefined ? contents.length - 1 : -1;
  return contents.map((content, index) => ({
    content,
    status: index === last ? 2 : index === 0 ? 0 : 1,
  }));
}

/** All that a reader of the answer is billed for. A function call costs nothing. */
export function toBilledText({ reasoning = [], texts }: Plan): string {
  return [...reasoning, ...texts].join("");
}
