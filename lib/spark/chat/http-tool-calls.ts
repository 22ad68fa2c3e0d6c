import { parseJson } from "../../core/json";
import type { Delta } from "../../core/delta";
import { toArgumentText } from "./frame";
import type { CallerNames } from "./function-names";
import type { HttpToolCall } from "./http-event";

type Piece = { position: number; name: string; arguments: string };

/**
 * Assembles the calls of one answer, which arrive whole or in pieces over several events. It is
 * unverified whether pieces carry an index; without one, the position in the array is used.
 */
export function createCalls(names: CallerNames) {
  const calls: Piece[] = [];

  const add = (piece: Piece): void => {
    const open = calls.findLast(({ position }) => position === piece.position);
    if (!open || isAnother(open, piece)) {
      calls.push(piece);
    } else if (!isRepeated(open, piece)) {
      open.name ||= piece.name;
      open.arguments += piece.arguments;
    }
  };

  return {
    add: (pieces: readonly HttpToolCall[]): void => pieces.flatMap(toPiece).forEach(add),
    /** Drop a call without a name: it cannot be executed. */
    list: (): Delta[] =>
      calls
        .filter(({ name }) => name !== "")
        .map((call) => ({
          type: "tool-call",
          name: names.toCaller(call.name),
          arguments: call.arguments,
        })),
  };
}

function toPiece(call: HttpToolCall, place: number): Piece[] {
  if (!call.function) return [];
  const { name, arguments: given } = call.function;
  return [{ position: call.index ?? place, name: name ?? "", arguments: toArgumentText(given) }];
}

/**
 * Reports whether a piece starts a new call: it has a name, unless the call at that position has
 * the same name and is still incomplete.
 */
function isAnother(open: Piece, piece: Piece): boolean {
  if (piece.name === "" || open.name === "") return false;
  if (piece.name !== open.name) return true;
  return parseJson(open.arguments) !== undefined && !isRepeated(open, piece);
}

/**
 * Reports whether a piece repeats a complete call, as a summary event would. Two pieces of one
 * object are never equal and complete.
 */
function isRepeated(open: Piece, piece: Piece): boolean {
  return open.arguments === piece.arguments && parseJson(open.arguments) !== undefined;
}
