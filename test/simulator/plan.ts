import type { FunctionCall, Status } from "./script";
import type { Source } from "./sources";
import type { SparkError, Usage } from "./spark-request";

/**
 * The content of an answer, playable over the WebSocket (scripts.ts) and over HTTP (http-plan.ts).
 */
export type Plan = {
  readonly reasoning?: readonly string[];
  readonly texts: readonly string[];
  /** Search references, sent before the answer. */
  readonly sources?: readonly Source[];
  readonly call?: FunctionCall;
  /** Absent: estimated. Null: never sent. */
  readonly usage?: Usage | null;
  /** Sends usage in an empty last piece instead of with the last text. */
  readonly separateUsage?: boolean;
  /** Breaks off after the texts, which then have no last frame. */
  readonly error?: SparkError;
  /** Comes after the complete answer, as 10019 does. */
  readonly afterthought?: SparkError;
  /** Absent for the simulator's own pace. */
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

/**
 * Splits a plan into one piece per frame or chunk; an answer has at least one, unless it is
 * rejected at once.
 */
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

/** Returns everything in the answer that is billed. A function call costs nothing. */
export function toBilledText({ reasoning = [], texts }: Plan): string {
  return [...reasoning, ...texts].join("");
}
