import type { Failure } from "./failure";

/** A question and what became of it. */
export type Turn = {
  readonly id: number;
  readonly question: string;
  readonly reasoning: string;
  readonly text: string;
  /** From sending to the first text or thought. */
  readonly firstTokenMs: number | null;
  readonly totalMs: number | null;
  readonly finishReason: string | null;
  readonly usage: Usage | null;
  readonly outcome: Outcome;
};

export type Usage = {
  readonly promptTokens: number;
  readonly completionTokens: number;
  /** Spark did not count; the gateway did, by rule of thumb. */
  readonly isEstimated: boolean;
};

export type Outcome =
  | { readonly kind: "pending" }
  | { readonly kind: "complete" }
  | { readonly kind: "stopped" }
  | { readonly kind: "failed"; readonly failure: Failure };

/** What an answer arrives in. */
export type Piece =
  | { readonly type: "reasoning"; readonly text: string }
  | { readonly type: "text"; readonly text: string }
  | { readonly type: "finish"; readonly reason: string }
  | { readonly type: "usage"; readonly usage: Usage };

export function startTurn(id: number, question: string): Turn {
  return {
    id,
    question,
    reasoning: "",
    text: "",
    firstTokenMs: null,
    totalMs: null,
    finishReason: null,
    usage: null,
    outcome: { kind: "pending" },
  };
}

export function addPiece(turn: Turn, piece: Piece, elapsedMs: number): Turn {
  const firstTokenMs = turn.firstTokenMs ?? elapsedMs;
  switch (piece.type) {
    case "reasoning":
      return { ...turn, firstTokenMs, reasoning: turn.reasoning + piece.text };
    case "text":
      return { ...turn, firstTokenMs, text: turn.text + piece.text };
    case "finish":
      return { ...turn, finishReason: piece.reason };
    case "usage":
      return { ...turn, usage: piece.usage };
  }
}

/** What has come of the answer stays, however it ended. */
export function endTurn(turn: Turn, outcome: Outcome, elapsedMs: number): Turn {
  return { ...turn, totalMs: elapsedMs, outcome };
}
