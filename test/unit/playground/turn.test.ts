import { expect, it } from "vitest";

import { addPiece, endTurn, type Piece, startTurn } from "@/lib/playground/turn";

const PIECES: Piece[] = [
  { type: "reasoning", text: "hm" },
  { type: "text", text: "spring " },
  { type: "text", text: "rain" },
  { type: "finish", reason: "stop" },
  { type: "usage", usage: { promptTokens: 3, completionTokens: 2, isEstimated: false } },
];

it("gathers the pieces of an answer and counts from the first of them", () => {
  const turn = PIECES.reduce(
    (grown, piece, index) => addPiece(grown, piece, 100 + index),
    startTurn(0, "weather?"),
  );
  expect(endTurn(turn, { kind: "complete" }, 200)).toEqual({
    id: 0,
    question: "weather?",
    reasoning: "hm",
    text: "spring rain",
    firstTokenMs: 100,
    totalMs: 200,
    finishReason: "stop",
    usage: { promptTokens: 3, completionTokens: 2, isEstimated: false },
    outcome: { kind: "complete" },
  });
});
